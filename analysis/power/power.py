"""What a planned sample can show of each claim in a described world: simulated studies, and the formula beside them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

import numpy as np

from analysis.claims.claim import Family, Part, Plan, Unit
from analysis.claims.judge import Judged, judge
from analysis.claims.judged import contrasts, deciding
from analysis.claims.reason import Reason, untestable
from analysis.claims.rules import Decision
from analysis.claims.tested import Tested
from analysis.inference.power import POWER, reach
from analysis.power.design import expected_deff
from analysis.rehearsal import rehearse
from instruments.text import Text
from survey.simulate.world import World
from survey.study import Study

MOST = 50  # times the sample planned: beyond that the effect lies as good as on the bound
DECIDED: tuple[Decision, ...] = (
    "supported",
    "supported_but_small",
    "contradicted",
    "no_difference_that_matters",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPower:
    """What one size of sample can show of one claim.

    Attributes
    ----------
    claim, family
    adults : int
        Interviews planned.
    estimand, label : Text
        The contrast that decides most often, and for whom.
    effect : float or None
        Its mean over the studies; None where no study could test it.
    detectable : float or None
        The distance from the reference that is shown in four studies of five, by the spread of the estimates.
    expected : float or None
        The same by the formula, with the design effect that the world lets expect.
    deff, expected_deff : float or None
        Measured in the studies, and by the formula.
    chances : mapping
        Verdict -> share of the studies.
    why : Reason or None
        Why such a sample will not answer; None where four studies of five decide.
    """

    claim: str
    family: Family
    adults: int
    unit: Unit
    estimand: Text
    label: Text
    effect: float | None
    detectable: float | None
    expected: float | None
    deff: float | None
    expected_deff: float | None
    chances: Mapping[Decision, float]
    why: Reason | None

    @property
    def decided(self) -> float:
        """The share of studies that end with a verdict for or against the claim: the power."""
        return sum((self.chances.get(name, 0.0) for name in DECIDED), 0.0)


def power(
    study: Study,
    *,
    plan: Plan,
    world: World,
    sizes: Sequence[int],
    studies: int,
    seed: int,
    folder: Path,
    done: Callable[[int], None] = lambda _: None,
) -> tuple[ClaimPower, ...]:
    """Return what samples of several sizes can show of each claim, in the order of the plan, then of the sizes.

    Parameters
    ----------
    study : Study
    plan : Plan
    world : World
    sizes : sequence of int
        Interviews planned.
    studies : int
        Simulated for each size.
    seed : int
    folder : Path
        For the ledgers of the simulated samples.
    done : callable
        Called after each study.
    """
    by_size = {}
    for adults in sizes:
        each = []
        for number in range(studies):
            sample = rehearse(study, world=world, seed=seed + number, folder=folder, adults=adults)
            each.append(judge(plan, sample=sample))
            done(1)
        by_size[adults] = each
    asked = [i for i, judged in enumerate(by_size[sizes[0]][0]) if any(part.decides for part in judged.claim.part)]
    return tuple(
        _claim_power([judged[i] for judged in by_size[adults]], adults=adults, world=world)
        for i in asked
        for adults in sizes
    )


def _claim_power(studies: Sequence[Judged], *, adults: int, world: World) -> ClaimPower:
    claim = studies[0].claim
    counted = Counter(judged.standing.decision for judged in studies)
    chances = {decision: count / len(studies) for decision, count in counted.items()}
    tests = _of_the_deciding(studies)
    part = tests[0].leaf.part if tests else next(part for part in claim.part if part.decides)
    estimates = np.array([test.contrast.estimate for test in tests if test.contrast])
    spread = float(estimates.std(ddof=1)) if estimates.size > 1 else None
    detectable = None if spread is None else reach() * spread
    deffs = [(test.deff, expected_deff(test, world=world), test.contrast.se) for test in tests if test.contrast]
    both = [(deff, expected, se) for deff, expected, se in deffs if deff is not None and expected is not None]
    measured, formula, error = np.mean(both, axis=0).tolist() if both else (np.nan, np.nan, np.nan)
    effect = float(estimates.mean()) if estimates.size else None
    found = ClaimPower(
        claim=claim.id,
        family=claim.family,
        adults=adults,
        unit=part.unit,
        estimand=part.estimand,
        label=tests[0].leaf.label if tests else Text(),
        effect=effect,
        detectable=detectable,
        expected=reach() * error * (formula / measured) ** 0.5 if both else None,
        deff=measured if both else None,
        expected_deff=formula if both else None,
        chances=chances,
        why=None,
    )
    if found.decided >= POWER:
        return found
    margin = tests[0].leaf.margin if tests else None
    return replace(found, why=_why(found, studies, part=part, margin=margin))


def _of_the_deciding(studies: Sequence[Judged]) -> list[Tested]:
    """Return, of each study that could test it, the contrast on which the verdict hangs most often."""
    outcomes = [judged.outcome for judged in studies if judged.outcome is not None]
    if not outcomes:
        return []
    trees = [contrasts(outcome) for outcome in outcomes]
    chosen = [
        deciding(judged.outcome, decision=judged.standing.decision) for judged in studies if judged.outcome is not None
    ]
    places = Counter(
        next(k for k, test in enumerate(tree) if test is one) for tree, one in zip(trees, chosen, strict=True)
    )
    place = places.most_common(1)[0][0]
    return [tree[place] for tree in trees if len(tree) > place and tree[place].contrast is not None]


def _why(found: ClaimPower, studies: Sequence[Judged], *, part: Part, margin: float | None) -> Reason:
    reasons = [judged.reason for judged in studies if judged.standing.decision == "not_testable" and judged.reason]
    if len(reasons) > (1 - POWER) * len(studies):
        return reasons[0]
    if found.effect is None or found.detectable is None:
        return untestable("no_item", items=found.claim)
    distance = _distance(found.effect, part=part, margin=margin)
    needed = found.adults * (found.detectable / distance) ** 2 if distance > 0 else float("inf")
    if needed > MOST * found.adults:
        return Reason(code="analysis.power.on_the_bound")
    if needed <= found.adults:
        return Reason(code="analysis.power.together")
    return Reason(code="analysis.power.too_few", values={"adults": round_up(needed)})


def round_up(number: float, *, step: int = 100) -> int:
    """Return a number rounded up to a step.

    Examples
    --------
    >>> round_up(2310.0)
    2400
    """
    return step * ceil(number / step)


def _distance(effect: float, *, part: Part, margin: float | None) -> float:
    """Return how far an effect lies from the nearest value that divides one verdict from another."""
    borders = [part.value]
    if margin is not None and part.rule == "equivalence":
        borders = [part.value - margin, part.value + margin]
    elif margin is not None and part.rule in ("minimum_effect", "non_inferiority"):
        towards = 1 if (part.direction == "above") == (part.rule == "minimum_effect") else -1
        borders.append(part.value + towards * margin)
    return min(abs(effect - border) for border in borders)
