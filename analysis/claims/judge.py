"""The verdicts of a plan by themselves: which claims can be tested, what each shows, where it stands in its family."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.claims.claim import Claim, Family, Plan
from analysis.claims.family import Standing, alone, together
from analysis.claims.judged import Outcome, lacking, test_all
from analysis.claims.layout import lay_out
from analysis.claims.measure import domain
from analysis.claims.reason import Reason, untestable
from analysis.claims.scope import absent_items, without_absent
from analysis.sample import Sample
from instruments.words import listed
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with its contrasts tested; without an outcome there is a reason.

    Attributes
    ----------
    claim : Claim
        Without what is only shown beside it and cannot be in this study.
    outcome : Outcome or None
    reason : Reason or None
        Why it cannot be supported with this sample.
    alone, standing : Standing
        Its verdict by itself, and in its family.
    """

    claim: Claim
    outcome: Outcome | None
    reason: Reason | None
    alone: Standing
    standing: Standing


def judge(plan: Plan, *, sample: Sample, changed: frozenset[str] = frozenset()) -> tuple[Judged, ...]:
    """Return where every claim of a plan stands, in its order.

    Parameters
    ----------
    plan : Plan
    sample : Sample
    changed : frozenset of str
        Claims that were changed or added after the first answers came in: they are exploratory.
    """
    claims = [without_absent(claim, study=sample.study) for claim in plan.claim]
    tests = [_test(claim, plan=plan, sample=sample) for claim in claims]
    outcomes = [outcome for outcome, _ in tests]
    before = _each_alone(claims, outcomes, plan=plan, changed=changed)
    after = together(outcomes, standings=before, alpha=plan.alpha)
    return tuple(
        Judged(claim=claim, outcome=outcome, reason=reason, alone=one, standing=held)
        for claim, (outcome, reason), one, held in zip(claims, tests, before, after, strict=True)
    )


def _each_alone(
    claims: Sequence[Claim], outcomes: Sequence[Outcome | None], *, plan: Plan, changed: frozenset[str]
) -> list[Standing]:
    families: list[Family] = ["exploratory" if claim.id in changed else claim.family for claim in claims]
    return [alone(outcome, family=family, alpha=plan.alpha) for outcome, family in zip(outcomes, families, strict=True)]


def _test(claim: Claim, *, plan: Plan, sample: Sample) -> tuple[Outcome | None, Reason | None]:
    reason = _not_asked(claim, sample.study) or _not_covered(claim, sample)
    if reason is not None:
        return None, reason
    outcome = test_all(lay_out(claim, plan=plan, study=sample.study), sample=sample, minimum_base=plan.minimum_base)
    return outcome, lacking(outcome)


def _not_asked(claim: Claim, study: Study) -> Reason | None:
    absent = absent_items(claim, study=study)
    proxies = [name for name in absent if name in claim.proxies]
    if proxies:
        return untestable("no_proxy", items=listed(proxies))
    return untestable("no_item", items=listed(absent)) if absent else None


def _not_covered(claim: Claim, sample: Sample) -> Reason | None:
    for part in claim.covers:
        if not domain(part.where, responses=sample.responses).any():
            return untestable("not_in_sample", domain=part.label or part.where)
    return None
