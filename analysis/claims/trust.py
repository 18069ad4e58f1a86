"""What stands beside a verdict so that a reader can weigh it: coverage, bounds, grades, what could have been seen."""

from typing import Any

from analysis.claims.bounds import CoverageBounds, bounds_of
from analysis.claims.claim import Claim, Plan
from analysis.claims.coverage import Reach, covered_share
from analysis.claims.grades import Graded, detectable_difference, grades
from analysis.claims.judge import Judged
from analysis.claims.judged import Outcome, contrasts
from analysis.claims.tested import Tested
from analysis.sample import Sample

NOTHING: dict[str, Any] = {"detectable": None, "covered": None, "grades": (), "bounds": ()}


def trust_in(judged: Judged, *, chosen: Tested | None, plan: Plan, sample: Sample, reach: Reach) -> dict[str, Any]:
    """Return the fields of a verdict that say how far it can be trusted."""
    if judged.outcome is None or chosen is None or chosen.contrast is None:
        return NOTHING
    covered = _covered(judged.claim, judged.outcome, reach, sample)
    bounds = _bounds(judged.outcome, plan, sample, reach)
    graded = Graded(
        claim=judged.claim,
        plan=plan,
        sample=sample,
        chosen=chosen,
        contrast=chosen.contrast,
        standing=judged.standing,
        unadjusted=judged.alone.decision,
        covered=covered,
        bounds=bounds,
    )
    open_still = judged.standing.decision == "inconclusive"
    detectable = detectable_difference(chosen.contrast, level=plan.level) if open_still else None
    return {"detectable": detectable, "covered": covered, "grades": grades(graded), "bounds": bounds}


def _covered(claim: Claim, outcome: Outcome, reach: Reach, sample: Sample) -> float | None:
    means = [mean.where for tested in contrasts(outcome) for mean in tested.leaf.means]
    populations = dict.fromkeys([*means, *(group.where for group in claim.covers)])
    shares = [covered_share(where, reach=reach, sample=sample) for where in populations]
    known = [share for share in shares if share is not None]
    return min(known) if known and len(known) == len(shares) else None


def _bounds(outcome: Outcome, plan: Plan, sample: Sample, reach: Reach) -> tuple[CoverageBounds, ...]:
    found = (bounds_of(tested, plan=plan, sample=sample, reach=reach) for tested in contrasts(outcome))
    return tuple(bounds for bounds in found if bounds is not None)
