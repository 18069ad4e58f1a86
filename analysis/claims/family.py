"""Claims of one family held together: each at a level of its own, so that the whole family keeps its error."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.claims.claim import Family
from analysis.claims.judged import Outcome, decision_of, evidence_of
from analysis.claims.rules import Decision, Evidence, p_of
from analysis.inference.multiplicity import benjamini_hochberg, holm, holm_levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A verdict as it stands in its family.

    Attributes
    ----------
    family : str
    decision : str
    p, p_adjusted : float or None
        Of the decision; None where nothing could be tested.
    alpha : float
        The error level that the claim is held against.
    """

    family: Family
    decision: Decision
    p: float | None
    p_adjusted: float | None
    alpha: float


def alone(outcome: Outcome | None, *, family: Family, alpha: float) -> Standing:
    """Return the standing of a claim by itself."""
    decision: Decision = "not_testable" if outcome is None else decision_of(outcome, alpha=alpha)
    evidence = None if outcome is None or decision == "not_testable" else evidence_of(outcome)
    p = None if evidence is None else p_of(evidence, decision=decision)
    return Standing(family=family, decision=decision, p=p, p_adjusted=p, alpha=alpha)


def together(outcomes: Sequence[Outcome | None], *, standings: Sequence[Standing], alpha: float) -> list[Standing]:
    """Return how the claims of a plan stand in their families.

    The primary claims are held at their levels by Holm's method, and the intervals are read again at them. The method
    goes by what would be a finding on the claim itself, supported or contradicted: only that leaves a higher level to
    the claims that are left. "No difference that matters", or a direction without the size, does not: such a claim
    could still have been found true or false by error. Exploratory claims get Benjamini and Hochberg's adjusted p.
    """
    held = list(standings)
    tested = [i for i, standing in enumerate(standings) if standing.p is not None]
    primary = {i: evidence for i in tested if standings[i].family == "primary" and (evidence := _evidence(outcomes[i]))}
    findings = np.asarray([min(evidence.supported, evidence.contradicted) for evidence in primary.values()])
    levels, adjusted = holm_levels(findings, alpha=alpha), holm(findings)
    for i, level, p_adjusted in zip(primary, levels.tolist(), adjusted.tolist(), strict=True):
        decision = _read_again(standings[i].decision, outcomes[i], level=level)
        p = p_of(primary[i], decision=decision)
        found = p_adjusted <= alpha
        held[i] = replace(
            standings[i],
            decision=decision,
            p=p,
            p_adjusted=p_adjusted if found else min(1.0, p * alpha / level),
            alpha=level,
        )
    exploratory = [i for i in tested if standings[i].family == "exploratory"]
    adjusted_p = benjamini_hochberg([standings[i].p or 0.0 for i in exploratory])
    for i, adjusted_one in zip(exploratory, adjusted_p.tolist(), strict=True):
        held[i] = replace(standings[i], p_adjusted=adjusted_one)
    return held


def _evidence(outcome: Outcome | None) -> Evidence | None:
    return None if outcome is None else evidence_of(outcome)


def _read_again(decision: Decision, outcome: Outcome | None, *, level: float) -> Decision:
    """Return the verdict at a level of its own; what was small at the level of the plan is no more than that."""
    if outcome is None:
        return decision
    again = decision_of(outcome, alpha=level)
    return decision if again == "supported" and decision == "supported_but_small" else again
