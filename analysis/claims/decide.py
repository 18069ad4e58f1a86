"""Decide every claim of a plan: test its contrasts, hold the family together, say what follows."""

from analysis.claims.claim import Claim, Part, Plan
from analysis.claims.coverage import Reach, reach_of
from analysis.claims.judge import Judged, judge
from analysis.claims.judged import contrasts, deciding
from analysis.claims.layout import lay_out_beside
from analysis.claims.meanings import alternatives
from analysis.claims.shown import domain_estimates, held, part_verdict
from analysis.claims.tested import Tested, tested
from analysis.claims.trust import trust_in
from analysis.claims.turnover import Turnover, turnover_of
from analysis.claims.verdict import DomainEstimate, FixedMeaning, Verdict
from analysis.contrasts import interval
from analysis.sample import Sample


def decide_plan(plan: Plan, *, sample: Sample, changed: frozenset[str] = frozenset()) -> tuple[Verdict, ...]:
    """Return the verdict on every claim of a plan, in its order.

    Parameters
    ----------
    plan : Plan
    sample : Sample
    changed : frozenset of str
        Claims that were changed or added after the first answers came in: they are exploratory.
    """
    judged, reach = judge(plan, sample=sample, changed=changed), reach_of(sample)
    return tuple(
        _verdict(each, plan=plan, sample=sample, reach=reach, changed=each.claim.id in changed) for each in judged
    )


def _verdict(each: Judged, *, plan: Plan, sample: Sample, reach: Reach, changed: bool) -> Verdict:
    claim, outcome, standing = each.claim, each.outcome, each.standing
    chosen = None if outcome is None else deciding(outcome, decision=standing.decision)
    contrast = chosen.contrast if chosen else None
    adjusted = (None, None) if contrast is None else interval(contrast, level=1 - standing.alpha)
    every = () if outcome is None else (*contrasts(outcome), *_beside(claim, plan=plan, sample=sample))
    spoken = outcome is not None or (each.told is not None and each.told.reason is None)
    reason = each.reason if standing.decision in ("not_testable", "never_asked") else None
    numbers = held(_part(claim, chosen), chosen, plan=plan, p=standing.p, reason=reason)
    return Verdict(
        **numbers | ({"n": each.told.n} if each.told else {}),
        claim=claim.id,
        statement=claim.statement,
        basis=claim.basis,
        contradicted_if=claim.contradicted_if,
        family=standing.family,
        relation=claim.relation,
        verdict=standing.decision,
        unadjusted=each.alone.decision,
        p_adjusted=standing.p_adjusted,
        adjusted_level=1 - standing.alpha,
        adjusted_low=adjusted[0],
        adjusted_high=adjusted[1],
        confirmatory=standing.family == "primary",
        changed=changed,
        **trust_in(each, chosen=chosen, plan=plan, sample=sample, reach=reach),
        parts=tuple(part_verdict(contrast, plan=plan) for contrast in every),
        domains=_domains(claim, chosen, plan=plan, sample=sample),
        words=tuple(FixedMeaning(word=word.word, meaning=word.meaning) for word in claim.word),
        places_named=bool(sample.study.design.psu),
        told=each.told,
        turnover=_turnover(every, sample),
        alternatives=alternatives(claim, plan=plan, sample=sample, alpha=standing.alpha) if spoken else (),
        cautions=claim.cautions,
    )


def _domains(claim: Claim, chosen: Tested | None, *, plan: Plan, sample: Sample) -> tuple[DomainEstimate, ...]:
    if chosen is None:
        return ()
    return domain_estimates(claim, decides=chosen.leaf.part.name, plan=plan, sample=sample)


def _turnover(every: tuple[Tested, ...], sample: Sample) -> tuple[Turnover, ...]:
    found = (turnover_of(tested, sample=sample) for tested in every)
    return tuple(turnover for turnover in found if turnover is not None)


def _beside(claim: Claim, *, plan: Plan, sample: Sample) -> tuple[Tested, ...]:
    leaves = lay_out_beside(claim, plan=plan, study=sample.study)
    return tuple(tested(leaf, sample=sample, minimum_base=plan.minimum_base) for leaf in leaves)


def _part(claim: Claim, chosen: Tested | None) -> Part | None:
    return chosen.leaf.part if chosen else next((part for part in claim.part if part.decides), None)
