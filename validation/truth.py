"""What is true in a world: every contrast of a plan counted among its people, and which verdicts it makes false.

The bounds of the rules are written out here once more, on true values instead of intervals, so that a fault in
`analysis.claims.rules` cannot hide behind itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis.claims.claim import Claim, Plan
from analysis.claims.judged import Outcome, Together, contrasts, test_all
from analysis.claims.layout import Leaf, lay_out
from analysis.claims.rules import Decision
from analysis.claims.scope import absent_items, without_absent
from analysis.sample import Sample
from survey.derive import derive
from survey.design import Design
from survey.frame import analysis_frame
from survey.ingest.in_codes import as_responses
from survey.simulate.draw import census
from survey.simulate.world import World
from survey.study import Study
from survey.study.settings import DesignSettings, Files

ADULTS = 150_000
GROUPS = 400  # people of a census are independent: any groups of them will do as PSUs
EXACT = 0.01  # a contrast that the census finds this near to a bound is taken to lie on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What holds of a contrast, or of several together, in the world itself."""

    supported: bool
    ahead: bool
    contradicted: bool
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTruth:
    """A claim in the world: its contrasts in the order of the plan, and what holds of it.

    Attributes
    ----------
    contrasts : tuple of float
    holds : Holds
    """

    contrasts: tuple[float, ...]
    holds: Holds

    def is_false(self, decision: Decision) -> bool:
        """Return whether a verdict says what is not so."""
        match decision:
            case "supported":
                return not self.holds.supported
            case "supported_but_small":
                return not self.holds.ahead
            case "contradicted":
                return not self.holds.contradicted
            case "no_difference_that_matters":
                return not self.holds.same
            case _:
                return False


def counted(plan: Plan, *, study: Study, world: World, seeds: range, adults: int = ADULTS) -> dict[str, ClaimTruth]:
    """Return the truth of each claim that a study asks about, as the mean over several censuses of the world.

    Each census has a country of its own: its places are drawn anew, as they are for each study.
    """
    found: dict[str, list[Outcome]] = {}
    for seed in seeds:
        sample = everybody(study, world=world, seed=seed, adults=adults)
        for claim in (without_absent(claim, study=study) for claim in plan.claim):
            if _has_truth(claim) and not absent_items(claim, study=study):
                found.setdefault(claim.id, []).append(outcome_of(claim, plan=plan, sample=sample))
    return {name: _truth(outcomes) for name, outcomes in found.items()}


def _has_truth(claim: Claim) -> bool:
    """Return whether a census in which everybody answers can tell: it knows no silence."""
    return bool(claim.part) and all(part.measure.kind != "no_answer" for part in claim.part if part.decides)


def everybody(study: Study, *, world: World, seed: int, adults: int) -> Sample:
    """Return so many adults of the whole country, each counted once, without silence and without lost places."""
    whole = replace(study, design=DesignSettings(), weighting=None, files=Files())
    answers = census(world, study.instrument, seed=seed, adults=adults)
    responses = derive(as_responses(answers, study.instrument), study=whole)
    frame = analysis_frame(whole, responses)
    design = Design(frame, psu=np.arange(adults) % GROUPS)
    return Sample(study=whole, responses=responses, frame=frame, design=design)


def outcome_of(claim: Claim, *, plan: Plan, sample: Sample) -> Outcome:
    """Return the tree of the deciding contrasts of a claim."""
    return test_all(lay_out(claim, plan=plan, study=sample.study), sample=sample, minimum_base=plan.minimum_base)


def values_of(outcome: Outcome) -> list[float]:
    """Return the contrasts of a tree; NaN where nobody, or everybody alike, answers."""
    return [np.nan if each.contrast is None else each.contrast.estimate for each in contrasts(outcome)]


def _truth(outcomes: list[Outcome]) -> ClaimTruth:
    means = np.mean([values_of(outcome) for outcome in outcomes], axis=0)
    value = dict(zip((id(each) for each in contrasts(outcomes[0])), means.tolist(), strict=True))
    return ClaimTruth(contrasts=tuple(means.tolist()), holds=_together(outcomes[0], value))


def _together(outcome: Outcome, value: Mapping[int, float]) -> Holds:
    if not isinstance(outcome, Together):
        return holds_of(outcome.leaf, value[id(outcome)])
    members = [_together(member, value) for member in outcome.members]
    every, some = (all, any) if outcome.relation == "all" else (any, all)
    return Holds(
        supported=every(member.supported for member in members),
        ahead=every(member.ahead for member in members),
        contradicted=some(member.contradicted for member in members),
        same=some(member.same or member.contradicted for member in members),
    )


def holds_of(leaf: Leaf, value: float) -> Holds:
    """Return what holds of one contrast; on a bound itself, nothing that the bound divides."""
    part, margin = leaf.part, leaf.margin or 0.0
    distance = (value - part.value) * (1 if part.direction == "above" else -1)
    same = abs(distance) < margin - EXACT
    if part.rule == "equivalence":
        return Holds(supported=same, ahead=same, contradicted=abs(distance) > margin + EXACT, same=same)
    if part.rule == "non_inferiority":
        enough = distance > EXACT - margin
        return Holds(supported=enough, ahead=enough, contradicted=distance < -EXACT - margin, same=same)
    beyond = margin if part.rule == "minimum_effect" else 0.0
    ahead, behind = distance > EXACT, distance < -EXACT
    return Holds(supported=distance > beyond + EXACT, ahead=ahead, contradicted=behind, same=same)
