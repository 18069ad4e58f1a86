"""How often intervals of 95 % hold the truth: many samples of a clustered population of which everybody is known."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.estimators.estimates import Estimates
from analysis.estimators.mean import mean
from analysis.estimators.quantile import quantile
from analysis.estimators.share import share
from analysis.inference.compare import compare
from survey.design import Design

SEED = 20260301
STRATA, CLUSTERS, PEOPLE = 8, 300, 60  # of the population: per stratum, per cluster
DRAWN, PER_CLUSTER = 15, 12  # of the sample
PARTED = ("score", "share_50")  # compared between the zones
PROMISE = (0.935, 0.965)
SHARES = {"share_05": 0.05, "share_50": 0.50, "share_97": 0.97}

Interval = tuple[float, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A statistic over many samples: its truth, and in how many of them its interval held the truth."""

    name: str
    truth: float
    samples: int
    covered: int


def coverage(*, samples: int, processes: int, pool: Executor) -> tuple[Covered, ...]:
    """Return how often the interval of each statistic holds what is true of the population."""
    people = population(np.random.default_rng(SEED))
    truths = truth_of(people)
    parts = np.array_split(np.arange(samples), processes)
    hits = sum(pool.map(held, parts), start=Counter[str]())
    return tuple(Covered(name=name, truth=truth, samples=samples, covered=hits[name]) for name, truth in truths.items())


def held(seeds: Sequence[int]) -> Counter[str]:
    """Return in how many of these samples the interval of each statistic holds the truth."""
    people = population(np.random.default_rng(SEED))
    truths, hits = truth_of(people), Counter[str]()
    for design in drawn(people, seeds):
        hits.update(name for name, (low, high) in intervals(design).items() if low <= truths[name] <= high)
    return hits


def population(rng: np.random.Generator) -> pd.DataFrame:
    """Return everybody: strata of different level, clusters that are alike within, numbers and yes-no items."""
    cluster = np.repeat(np.arange(STRATA * CLUSTERS), PEOPLE)
    stratum = cluster // CLUSTERS
    lean = stratum * 0.1 + rng.normal(scale=0.35, size=STRATA * CLUSTERS)[cluster]
    zone = np.where(rng.random(len(cluster)) < 0.5, "north", "south")
    score = lean + (zone == "north") * 0.2 + rng.normal(size=len(cluster))
    items = {name: (_noisy(score, rng) > 1 - part).astype(float) for name, part in SHARES.items()}
    income = np.exp(6 + 0.5 * score + rng.normal(scale=0.5, size=len(cluster)))
    return pd.DataFrame(
        {"stratum": stratum, "cluster": cluster, "zone": zone, "score": score, "income": income, **items}
    )


def drawn(people: pd.DataFrame, seeds: Sequence[int]) -> Iterator[Design]:
    """Yield stratified two-stage samples: clusters at random in each stratum, people at random in each cluster."""
    by_cluster = people.index.to_numpy().reshape(STRATA, CLUSTERS, PEOPLE)
    for seed in seeds:
        rng = np.random.default_rng([SEED, seed])
        clusters = np.stack([rng.permutation(CLUSTERS)[:DRAWN] for _ in range(STRATA)])
        within = rng.permuted(np.tile(np.arange(PEOPLE), (STRATA, DRAWN, 1)), axis=-1)[..., :PER_CLUSTER]
        rows = by_cluster[np.arange(STRATA)[:, None, None], clusters[..., None], within].ravel()
        yield Design(people.iloc[rows].reset_index(drop=True), strata="stratum", psu="cluster")


def truth_of(people: pd.DataFrame) -> dict[str, float]:
    """Return what the intervals should hold."""
    north = people["zone"] == "north"
    both = {name: (float(people.loc[north, name].mean()), float(people.loc[~north, name].mean())) for name in PARTED}
    return {
        "mean": float(people["score"].mean()),
        **{f"{name}, {kind}": float(people[name].mean()) for name in SHARES for kind in ("logit", "beta", "wilson")},
        "mean of a domain": both["score"][0],
        "difference of means": both["score"][0] - both["score"][1],
        "difference of shares": both["share_50"][0] - both["share_50"][1],
        "median": float(np.sort(people["income"])[len(people) // 2 - 1]),
    }


def intervals(design: Design) -> Mapping[str, Interval]:
    """Return the 95 % intervals of one sample."""
    found = {"mean": _first(mean(design, "score"))}
    for kind in ("logit", "beta", "wilson"):
        for name in SHARES:
            found[f"{name}, {kind}"] = _first(share(design, name, answers=[1.0], interval=kind))
    found["mean of a domain"] = _first(mean(design, "score", by="zone"))
    differences = compare(design, list(PARTED), by="zone")
    found["difference of means"] = differences.ci_low[0], differences.ci_high[0]
    found["difference of shares"] = differences.ci_low[1], differences.ci_high[1]
    found["median"] = _first(quantile(design, "income"))
    return found


def _noisy(score: Floats, rng: np.random.Generator) -> Floats:
    """Return ranks from 0 to 1 of what people think, with chance of their own."""
    own = score + rng.normal(size=len(score))
    return (np.argsort(np.argsort(own)) + 0.5) / len(own)


def _first(estimates: Estimates) -> Interval:
    return estimates.ci_low[0], estimates.ci_high[0]
