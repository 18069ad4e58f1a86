"""What a finding becomes if those whom nobody could reach think otherwise: worst case, breakdown, milder cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.claims.claim import Part, Plan, Rule, Unit
from analysis.claims.coverage import Reach, covered_share
from analysis.claims.measure import domain
from analysis.claims.rules import Decision
from analysis.claims.terms import Mean
from analysis.claims.tested import Tested, column_of
from analysis.contrasts import linear_contrast
from analysis.inference.bounds import breakdown_value, worst_case
from analysis.sample import Sample
from instruments.text import Text

Assumption = Literal["worst_stratum", "exposure"]
BOUNDED = ("share", "no_answer", "ahead", "nearer")
RURAL = "rural"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricted:
    """Bounds under an assumption about those who could not be reached.

    Attributes
    ----------
    assumption : {"worst_stratum", "exposure"}
        Their share is at least as far to one side as in the rural stratum, among those reached, where it is farthest
        to that side; as in the most exposed places.
    side : {"below", "above"}
        To which side they are thought to lie.
    limit : float
        The share in that stratum, or in those places.
    low, high : float
    """

    assumption: Assumption
    side: Literal["below", "above"]
    limit: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageBounds:
    """A contrast with nothing assumed about the part of its populations that was out of reach.

    Attributes
    ----------
    part : str
    estimand, label : Text
    unit : str
    covered : float
        The covered part of its least covered population.
    estimate, low, high : float
        Of the covered; Manski's bounds for all.
    ci_low, ci_high : float
        Imbens and Manski's interval.
    breakdown : float or None
        The share among the uncovered at which the whole is just at the value that it is held against; None for a
        contrast of several groups, and where all are covered.
    restricted : tuple of Restricted
    """

    part: str
    estimand: Text
    label: Text
    unit: Unit
    covered: float
    estimate: float
    low: float
    high: float
    ci_low: float
    ci_high: float
    breakdown: float | None
    restricted: tuple[Restricted, ...]


def bounds_of(tested: Tested, *, plan: Plan, sample: Sample, reach: Reach) -> CoverageBounds | None:
    """Return the bounds of a contrast; None where coverage is not known, or the measure has no ends."""
    means, contrast = tested.leaf.means, tested.contrast
    shares = [covered_share(mean.where, reach=reach, sample=sample) for mean in means]
    covered = np.array([share for share in shares if share is not None])
    adjusted = bool(tested.leaf.part.adjust)  # what a model says has no ends
    if (
        contrast is None
        or adjusted
        or covered.size < len(means)
        or any(mean.measure.kind not in BOUNDED for mean in means)
    ):
        return None
    ends = np.array([[mean.weight * end for end in _ends(mean)] for mean in means]) * (1 - covered)[:, None]
    held = linear_contrast(tested.joint, coefficients=[m.weight for m in means] * covered)
    found = worst_case(
        held.estimate,
        se=held.se,
        open_low=float(ends.min(axis=1).sum()),
        open_high=float(ends.max(axis=1).sum()),
        level=plan.level,
    )
    part, alone = tested.leaf.part, tested.leaf.part.unit == "percent"
    least, estimate = float(covered.min()), contrast.estimate
    return CoverageBounds(
        part=part.name,
        estimand=part.estimand,
        label=tested.leaf.label,
        unit=part.unit,
        covered=least,
        estimate=estimate,
        low=found.low,
        high=found.high,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        breakdown=breakdown_value(estimate, covered=least, threshold=part.value) if alone else None,
        restricted=tuple(_restricted(tested, least, plan, sample)) if alone and least < 1 else (),
    )


def stands(bounds: CoverageBounds, *, part: Part, margin: float | None, decision: Decision) -> bool:
    """Return whether a decision would stand whatever the uncovered think."""
    low, high = bounds.ci_low - part.value, bounds.ci_high - part.value
    if part.direction == "below":
        low, high = -high, -low
    reach = margin or 0.0
    inside, outside = -reach < low and high < reach, low > reach or high < -reach
    by_rule: dict[tuple[Decision, Rule], bool] = {
        ("supported", "equivalence"): inside,
        ("contradicted", "equivalence"): outside,
        ("supported", "minimum_effect"): low > reach,
        ("supported", "non_inferiority"): low > -reach,
        ("contradicted", "non_inferiority"): high < -reach,
    }
    by_decision: dict[Decision, bool] = {
        "supported": low > 0,
        "supported_but_small": low > 0,
        "contradicted": high < 0,
        "no_difference_that_matters": inside,
    }
    return by_rule.get((decision, part.rule), by_decision.get(decision, False))


def _ends(mean: Mean) -> tuple[float, float]:
    two_sided = mean.measure.kind in ("ahead", "nearer") or mean.measure.minus is not None
    return (-1.0 if two_sided else 0.0), 1.0


def _restricted(tested: Tested, covered: float, plan: Plan, sample: Sample) -> Iterator[Restricted]:
    side = tested.leaf.part.uncovered
    if side is None or tested.contrast is None:
        return
    values = column_of(tested.leaf.means[0], sample=sample)[:, 0]
    for assumption, limit in (
        ("worst_stratum", _farthest_stratum(values, side, plan, sample)),
        ("exposure", _most_exposed(values, plan, sample)),
    ):
        if limit is not None:
            near, far = sorted((limit, 0.0 if side == "below" else 1.0))
            low, high = (covered * tested.contrast.estimate + (1 - covered) * end for end in (near, far))
            yield Restricted(assumption=assumption, side=side, limit=limit, low=low, high=high)  # type: ignore[arg-type]


def _farthest_stratum(values: NDArray[np.float64], side: str, plan: Plan, sample: Sample) -> float | None:
    rows = ~np.isnan(values) & _rural(sample)
    weights = sample.design.index.weights
    table = pd.DataFrame({"stratum": sample.frame["stratum"], "w": weights, "wy": weights * values})[rows]
    sums = table.groupby("stratum", observed=True).agg(n=("w", "size"), w=("w", "sum"), wy=("wy", "sum"))
    shares = (sums["wy"] / sums["w"])[sums["n"] >= plan.minimum_base]
    return None if shares.empty else float(shares.min() if side == "below" else shares.max())


def _rural(sample: Sample) -> NDArray[np.bool_]:
    milieu = next((item.name for item in sample.study.instrument.items if item.role == "milieu"), None)
    if milieu is None:
        return np.ones(len(sample.responses), dtype=bool)
    return np.asarray(sample.responses.values[milieu] == RURAL)


def _most_exposed(values: NDArray[np.float64], plan: Plan, sample: Sample) -> float | None:
    if not plan.exposed or not sample.study.knows(plan.exposed):
        return None
    rows = ~np.isnan(values) & domain(plan.exposed, responses=sample.responses)
    if rows.sum() < plan.minimum_base:
        return None
    return float(np.average(values[rows], weights=sample.design.index.weights[rows]))
