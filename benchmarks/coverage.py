"""How often 95 % intervals hold the truth: a thousand samples from a clustered population, and a page of it.

``python -m benchmarks.coverage -o docs/validation.md``; it ends with an error if an interval misses its promise.
"""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import compare, mean, quantile, share
from analysis.estimators.estimates import Estimates
from survey import Design

SEED, SAMPLES = 20260301, 1_000
STRATA, CLUSTERS, PEOPLE = 8, 300, 60  # of the population: per stratum, per cluster
DRAWN, PER_CLUSTER = 15, 12  # of the sample
PROMISE = (0.935, 0.965)
SHARES = {"share_05": 0.05, "share_50": 0.50, "share_97": 0.97}

Interval = tuple[float, float]


def main() -> None:
    """Draw, estimate, count, and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("-o", "--output", help="the page to write")
    options = parser.parse_args()
    people = population(np.random.default_rng(SEED))
    truths = truth_of(people)
    hits = dict.fromkeys(truths, 0)
    for sample in samples(people, options.samples):
        for name, (low, high) in intervals(sample).items():
            hits[name] += low <= truths[name] <= high
    covered = {name: count / options.samples for name, count in hits.items()}
    text = page(covered, truths, options.samples)
    print(text)
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")
    if missed := _missed(covered):
        message = f"outside {PROMISE[0]:.1%} to {PROMISE[1]:.1%}: {', '.join(missed)}"
        raise SystemExit(message)


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


def samples(people: pd.DataFrame, count: int) -> Iterator[Design]:
    """Yield stratified two-stage samples: clusters at random in each stratum, people at random in each cluster."""
    by_cluster = people.index.to_numpy().reshape(STRATA, CLUSTERS, PEOPLE)
    for seed in range(count):
        rng = np.random.default_rng([SEED, seed])
        drawn = np.stack([rng.permutation(CLUSTERS)[:DRAWN] for _ in range(STRATA)])
        within = rng.permuted(np.tile(np.arange(PEOPLE), (STRATA, DRAWN, 1)), axis=-1)[..., :PER_CLUSTER]
        rows = by_cluster[np.arange(STRATA)[:, None, None], drawn[..., None], within].ravel()
        yield Design(people.iloc[rows].reset_index(drop=True), strata="stratum", psu="cluster")


def truth_of(people: pd.DataFrame) -> dict[str, float]:
    """Return what the intervals should hold."""
    zones = people.groupby("zone")[["score", "share_50"]].mean()
    return {
        "mean": people["score"].mean(),
        **{f"{name}, {kind}": people[name].mean() for name in SHARES for kind in ("logit", "beta", "wilson")},
        "mean of a domain": zones.loc["north", "score"],
        "difference of means": zones.loc["north", "score"] - zones.loc["south", "score"],
        "difference of shares": zones.loc["north", "share_50"] - zones.loc["south", "share_50"],
        "median": float(np.sort(people["income"])[len(people) // 2 - 1]),
    }


def intervals(design: Design) -> Mapping[str, Interval]:
    """Return the 95 % intervals of one sample."""
    found = {"mean": _first(mean(design, "score"))}
    for kind in ("logit", "beta", "wilson"):
        for name in SHARES:
            found[f"{name}, {kind}"] = _first(share(design, name, answers=[1.0], interval=kind))
    found["mean of a domain"] = _first(mean(design, "score", by="zone"))
    differences = compare(design, ["score", "share_50"], by="zone")
    found["difference of means"] = differences.ci_low[0], differences.ci_high[0]
    found["difference of shares"] = differences.ci_low[1], differences.ci_high[1]
    found["median"] = _first(quantile(design, "income"))
    return found


def page(covered: Mapping[str, float], truths: Mapping[str, float], count: int) -> str:
    """Return the table as a page."""
    chance = 1.96 * np.sqrt(0.95 * 0.05 / count)
    size = f"{STRATA * DRAWN * PER_CLUSTER:,} people in {STRATA * DRAWN} PSUs and {STRATA} strata"
    lines = [
        "# How often 95 % intervals hold the truth",
        "",
        f"Measured by `make validate`: {count:,} samples of {size},",
        f"from a made population of {STRATA * CLUSTERS * PEOPLE:,} whose clusters are alike within.",
        "The run fails if an interval holds the truth in less than 93.5 % of the samples, or in more than 96.5 %;",
        "the beta interval is exact, so that it may hold it more often. By chance alone a rate varies by",
        f"{100 * chance:.1f} points.",
        "",
        "| estimate | truth | intervals that hold it |",
        "|---|--:|--:|",
        *(f"| {name} | {truths[name]:.4f} | {rate:.1%} |" for name, rate in covered.items()),
    ]
    return "\n".join(lines) + "\n"


def _missed(covered: Mapping[str, float]) -> list[str]:
    low, high = PROMISE
    return [name for name, rate in covered.items() if rate < low or (rate > high and "beta" not in name)]


def _noisy(score: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return ranks from 0 to 1 of what people think, with chance of their own."""
    own = score + rng.normal(size=len(score))
    return (np.argsort(np.argsort(own)) + 0.5) / len(own)


def _first(estimates: Estimates) -> Interval:
    return estimates.ci_low[0], estimates.ci_high[0]


if __name__ == "__main__":
    main()
