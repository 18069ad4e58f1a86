"""The verdicts of a plan by themselves: which claims can be tested, what each shows, where it stands in its family."""

from dataclasses import dataclass, replace

from analysis.claims.accounts import Told, only_accounts, told
from analysis.claims.claim import Claim, Family, Plan
from analysis.claims.family import Standing, alone, together
from analysis.claims.judged import Outcome, lacking, test_all
from analysis.claims.layout import lay_out
from analysis.claims.measure import domain
from analysis.claims.reason import Reason, untestable
from analysis.claims.scope import absent_items, asked_by, titles, without_absent
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
    told : Told or None
        Where people were sought out: what their accounts show.
    reason : Reason or None
        Why it cannot be supported with this sample, or why nobody may be asked.
    alone, standing : Standing
        Its verdict by itself, and in its family.
    """

    claim: Claim
    outcome: Outcome | None
    told: Told | None
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
    outcomes = [test.outcome for test in tests]
    before = [_alone(claim, test, plan=plan, changed=changed) for claim, test in zip(claims, tests, strict=True)]
    after = together(outcomes, standings=before, alpha=plan.alpha)
    return tuple(
        Judged(claim=claim, outcome=test.outcome, told=test.told, reason=test.reason, alone=one, standing=held)
        for claim, test, one, held in zip(claims, tests, before, after, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    """What the answers show of a claim; without an outcome, what was told or why there is nothing."""

    outcome: Outcome | None = None
    told: Told | None = None
    reason: Reason | None = None


def _alone(claim: Claim, test: _Test, *, plan: Plan, changed: frozenset[str]) -> Standing:
    family: Family = "exploratory" if claim.id in changed else claim.family
    standing = alone(test.outcome, family=family, alpha=plan.alpha)
    if test.told is not None:
        return replace(standing, decision=test.told.decision)
    return replace(standing, decision="never_asked") if claim.never_ask else standing


def _test(claim: Claim, *, plan: Plan, sample: Sample) -> _Test:
    study = sample.study
    reason = _never(claim) or _of_others(claim, study) or _too_few_waves(claim) or _not_asked(claim, study)
    reason = reason or _not_covered(claim, sample)
    if reason is not None:
        return _Test(reason=reason)
    if only_accounts(claim, study=sample.study):
        accounts = told(claim, plan=plan, sample=sample)
        return _Test(told=accounts, reason=accounts.reason)
    outcome = test_all(lay_out(claim, plan=plan, study=sample.study), sample=sample, minimum_base=plan.minimum_base)
    return _Test(outcome=outcome, reason=lacking(outcome))


def _never(claim: Claim) -> Reason | None:
    return untestable("never_ask", why=claim.never_ask) if claim.never_ask else None


def _of_others(claim: Claim, study: Study) -> Reason | None:
    if not claim.asked_of or study.instrument.name in claim.asked_of:
        return None
    return untestable("of_others", questionnaires=titles(claim.asked_of, named=False))


def _too_few_waves(claim: Claim) -> Reason | None:
    """Return a reason where every part that decides waits for more waves than the study has."""
    return None if any(part.decides for part in claim.part) else untestable("too_few_waves")


def _not_asked(claim: Claim, study: Study) -> Reason | None:
    absent = absent_items(claim, study=study)
    proxies = [name for name in absent if name in claim.proxies]
    if proxies:
        return untestable("no_proxy", items=listed(proxies))
    if not absent:
        return None
    others = asked_by(absent, study=study)
    if others:
        return untestable("no_item_here", items=listed(absent), questionnaires=titles(others))
    return untestable("no_item", items=listed(absent))


def _not_covered(claim: Claim, sample: Sample) -> Reason | None:
    for part in claim.covers:
        if not domain(part.where, responses=sample.responses).any():
            return untestable("not_in_sample", domain=part.label or part.where)
    return None
