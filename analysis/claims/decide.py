"""Decide every claim of a plan: test its contrasts, hold the family together, say what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.claims.claim import Claim, Family, Part, Plan
from analysis.claims.judged import Outcome, contrasts, deciding, decision_of, evidence_of, lacking, test_all
from analysis.claims.layout import lay_out, lay_out_beside
from analysis.claims.meanings import alternatives
from analysis.claims.reason import Reason, untestable
from analysis.claims.rules import Decision, p_of
from analysis.claims.scope import absent_items, without_absent
from analysis.claims.shown import domain_estimates, held, part_verdict
from analysis.claims.tested import Tested, tested
from analysis.claims.verdict import FixedMeaning, Verdict
from analysis.contrast import interval
from analysis.inference.multiplicity import benjamini_hochberg, holm, holm_levels
from analysis.sample import Sample
from instruments.words import listed
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A claim by itself, before it is held together with its family."""

    claim: Claim
    outcome: Outcome | None
    beside: tuple[Tested, ...]
    decision: Decision
    p: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What the family does to a claim: its adjusted p-value and the level that it is held against."""

    p_adjusted: float | None
    alpha: float


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
    families = [_family(claim, changed) for claim in plan.claim]
    standings = _standings(judged, families=families, alpha=plan.alpha)
    return tuple(
        _verdict(each, family=family, standing=standing, plan=plan, sample=sample, changed=changed)
        for each, family, standing in zip(judged, families, standings, strict=True)
    )


def _family(claim: Claim, changed: frozenset[str]) -> Family:
    return "exploratory" if claim.id in changed else claim.family


def _judge(claim: Claim, *, plan: Plan, sample: Sample) -> _Judged:
    reason = _not_asked(claim, sample.study)
    shown = without_absent(claim, study=sample.study)
    beside = () if reason else lay_out_beside(shown, plan=plan, study=sample.study)
    tested_beside = tuple(tested(leaf, sample=sample, minimum_base=plan.minimum_base) for leaf in beside)
    if reason is not None:
        return _Judged(claim=shown, outcome=None, beside=(), decision="not_testable", p=None, reason=reason)
    outcome = test_all(lay_out(shown, plan=plan, study=sample.study), sample=sample, minimum_base=plan.minimum_base)
    decision = decision_of(outcome, alpha=plan.alpha)
    evidence = evidence_of(outcome)
    p = None if evidence is None or decision == "not_testable" else p_of(evidence, decision=decision)
    why = lacking(outcome) if decision == "not_testable" else None
    return _Judged(claim=shown, outcome=outcome, beside=tested_beside, decision=decision, p=p, reason=why)


def _not_asked(claim: Claim, study: Study) -> Reason | None:
    absent = absent_items(claim, study=study)
    proxies = [name for name in absent if name in claim.proxies]
    if proxies:
        return untestable("no_proxy", items=listed(proxies))
    return untestable("no_item", items=listed(absent)) if absent else None


def _standings(judged: Sequence[_Judged], *, families: Sequence[Family], alpha: float) -> list[_Standing]:
    standings = [_Standing(p_adjusted=each.p, alpha=alpha) for each in judged]
    for family, adjust in (("primary", holm), ("exploratory", benjamini_hochberg)):
        members = [i for i, each in enumerate(judged) if families[i] == family and each.p is not None]
        p = np.asarray([judged[i].p for i in members], dtype=float)
        levels = holm_levels(p, alpha=alpha) if family == "primary" else np.full(p.size, alpha)
        for i, adjusted, level in zip(members, adjust(p), levels, strict=True):
            standings[i] = _Standing(p_adjusted=float(adjusted), alpha=float(level))
    return standings


def _verdict(
    each: _Judged,
    *,
    family: Family,
    standing: _Standing,
    plan: Plan,
    sample: Sample,
    changed: frozenset[str],
) -> Verdict:
    claim, outcome = each.claim, each.outcome
    final = _held_together(each, standing)
    chosen = None if outcome is None else deciding(outcome, decision=each.decision)
    adjusted = interval(chosen.contrast, level=1 - standing.alpha) if chosen and chosen.contrast else (None, None)
    every = () if outcome is None else (*contrasts(outcome), *each.beside)
    return Verdict(
        **held(_part(claim, chosen), chosen, plan=plan, p=each.p, reason=each.reason),
        claim=claim.id,
        statement=claim.statement,
        basis=claim.basis,
        contradicted_if=claim.contradicted_if,
        family=family,
        relation=claim.relation,
        verdict=final,
        unadjusted=each.decision,
        p_adjusted=standing.p_adjusted,
        adjusted_level=1 - standing.alpha,
        adjusted_low=adjusted[0],
        adjusted_high=adjusted[1],
        confirmatory=family == "primary",
        changed=claim.id in changed,
        parts=tuple(part_verdict(contrast, plan=plan) for contrast in every),
        domains=() if outcome is None else domain_estimates(claim, plan=plan, sample=sample),
        words=tuple(FixedMeaning(word=word.word, meaning=word.meaning) for word in claim.word),
        alternatives=alternatives(claim, plan=plan, sample=sample, alpha=standing.alpha),
        cautions=claim.cautions,
    )


def _part(claim: Claim, chosen: Tested | None) -> Part:
    return chosen.leaf.part if chosen else next(part for part in claim.part if part.decides)


def _held_together(each: _Judged, standing: _Standing) -> Decision:
    """Return the verdict that also holds within the family: read again at the claim's level where it fails there."""
    if each.outcome is None or each.p is None or each.p <= standing.alpha:
        return each.decision
    return decision_of(each.outcome, alpha=standing.alpha)
