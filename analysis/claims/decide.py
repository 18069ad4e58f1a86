"""Decide every claim of a plan: test its contrasts, hold the family together, say what follows."""

from dataclasses import dataclass

from analysis.claims.claim import Claim, Family, Part, Plan
from analysis.claims.family import Standing, alone, together
from analysis.claims.judged import Outcome, contrasts, deciding, lacking, test_all
from analysis.claims.layout import lay_out, lay_out_beside
from analysis.claims.meanings import alternatives
from analysis.claims.measure import domain
from analysis.claims.reason import Reason, untestable
from analysis.claims.scope import absent_items, without_absent
from analysis.claims.shown import domain_estimates, held, part_verdict
from analysis.claims.tested import Tested, tested
from analysis.claims.verdict import FixedMeaning, Verdict
from analysis.contrast import interval
from analysis.sample import Sample
from instruments.words import listed
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A claim with its contrasts tested; without an outcome there is a reason."""

    claim: Claim
    outcome: Outcome | None
    beside: tuple[Tested, ...]
    reason: Reason | None


def decide_plan(plan: Plan, *, sample: Sample, changed: frozenset[str] = frozenset()) -> tuple[Verdict, ...]:
    """Return the verdict on every claim of a plan, in its order.

    Parameters
    ----------
    plan : Plan
    sample : Sample
    changed : frozenset of str
        Claims that were changed or added after the first answers came in: they are exploratory.
    """
    judged = [_judge(claim, plan=plan, sample=sample) for claim in plan.claim]
    outcomes = [each.outcome for each in judged]
    families = [_family(claim, changed) for claim in plan.claim]
    before = [
        alone(outcome, family=family, alpha=plan.alpha) for outcome, family in zip(outcomes, families, strict=True)
    ]
    after = together(outcomes, standings=before, alpha=plan.alpha)
    return tuple(
        _verdict(each, before=one, standing=other, plan=plan, sample=sample, changed=each.claim.id in changed)
        for each, one, other in zip(judged, before, after, strict=True)
    )


def _family(claim: Claim, changed: frozenset[str]) -> Family:
    return "exploratory" if claim.id in changed else claim.family


def _judge(claim: Claim, *, plan: Plan, sample: Sample) -> _Judged:
    study, shown = sample.study, without_absent(claim, study=sample.study)
    reason = _not_asked(claim, study) or _not_covered(claim, sample)
    if reason is not None:
        return _Judged(claim=shown, outcome=None, beside=(), reason=reason)
    outcome = test_all(lay_out(shown, plan=plan, study=study), sample=sample, minimum_base=plan.minimum_base)
    leaves = lay_out_beside(shown, plan=plan, study=study)
    beside = tuple(tested(leaf, sample=sample, minimum_base=plan.minimum_base) for leaf in leaves)
    return _Judged(claim=shown, outcome=outcome, beside=beside, reason=lacking(outcome))


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


def _verdict(
    each: _Judged, *, before: Standing, standing: Standing, plan: Plan, sample: Sample, changed: bool
) -> Verdict:
    claim, outcome = each.claim, each.outcome
    chosen = None if outcome is None else deciding(outcome, decision=standing.decision)
    contrast = chosen.contrast if chosen else None
    adjusted = (None, None) if contrast is None else interval(contrast, level=1 - standing.alpha)
    every = () if outcome is None else (*contrasts(outcome), *each.beside)
    reason = each.reason if standing.decision == "not_testable" else None
    return Verdict(
        **held(_part(claim, chosen), chosen, plan=plan, p=standing.p, reason=reason),
        claim=claim.id,
        statement=claim.statement,
        basis=claim.basis,
        contradicted_if=claim.contradicted_if,
        family=standing.family,
        relation=claim.relation,
        verdict=standing.decision,
        unadjusted=before.decision,
        p_adjusted=standing.p_adjusted,
        adjusted_level=1 - standing.alpha,
        adjusted_low=adjusted[0],
        adjusted_high=adjusted[1],
        confirmatory=standing.family == "primary",
        changed=changed,
        parts=tuple(part_verdict(contrast, plan=plan) for contrast in every),
        domains=() if outcome is None else domain_estimates(claim, plan=plan, sample=sample),
        words=tuple(FixedMeaning(word=word.word, meaning=word.meaning) for word in claim.word),
        alternatives=alternatives(claim, plan=plan, sample=sample, alpha=standing.alpha),
        cautions=claim.cautions,
    )


def _part(claim: Claim, chosen: Tested | None) -> Part:
    return chosen.leaf.part if chosen else next(part for part in claim.part if part.decides)
