"""Claims of one family held together: each at a level of its own, so that the whole family keeps its error."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.claims.claim import Family
from analysis.claims.judged import Outcome, decision_of, evidence_of
from analysis.claims.rules import Decision, p_of
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

    The primary claims are held at their levels by Holm's method: where a verdict does not hold at its level, the
    intervals are read again at it. Exploratory claims get Benjamini and Hochberg's adjusted p beside.
    """
    held = list(standings)
    tested = [i for i, standing in enumerate(standings) if standing.p is not None]
    primary = [i for i in tested if standings[i].family == "primary"]
    p = np.asarray([standings[i].p for i in primary], dtype=float)
    for i, adjusted, level in zip(primary, holm(p), holm_levels(p, alpha=alpha), strict=True):
        found = replace(standings[i], p_adjusted=float(adjusted), alpha=float(level))
        held[i] = found if adjusted <= alpha else _read_again(outcomes[i], found, alpha=alpha)
    exploratory = [i for i in tested if standings[i].family == "exploratory"]
    adjusted_p = benjamini_hochberg([standings[i].p or 0.0 for i in exploratory])
    for i, adjusted in zip(exploratory, adjusted_p, strict=True):
        held[i] = replace(standings[i], p_adjusted=float(adjusted))
    return held


def _read_again(outcome: Outcome | None, standing: Standing, *, alpha: float) -> Standing:
    evidence = None if outcome is None else evidence_of(outcome)
    if outcome is None or evidence is None:
        return standing
    decision = decision_of(outcome, alpha=standing.alpha)
    if decision in ("inconclusive", "not_testable"):
        return replace(standing, decision=decision)
    p = p_of(evidence, decision=decision)
    return replace(standing, decision=decision, p=p, p_adjusted=min(1.0, p * alpha / standing.alpha))
