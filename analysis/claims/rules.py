"""The decision rules: what an interval shows about a claim, and at which error level it begins to show it.

Every rule sees a contrast and returns its `Evidence`: for each thing that can be said of a claim, the smallest error
level alpha at which the interval says it. The interval of level 1 - alpha is two-sided; that "no difference matters"
is read from the interval of level 1 - 2 alpha, as two one-sided tests are. So a verdict is always the interval held
against zero and against the margin, and the same numbers serve as p-values for Holm's method, for intersection-union
(the largest counts) and for union (the smallest counts, times their number).

Where the interval of the distance from the reference must lie, taken positive in the direction that is claimed; m is
the margin:

=================  ==================  ===============  ===============  ==================
rule               supported           small            contradicted     no difference
=================  ==================  ===============  ===============  ==================
superiority        above 0             above 0, in ±m   below 0          within ±m
minimum effect     above m             above 0          below 0          within ±m
majority           above 0             --               below 0          --
equivalence        within ±m           --               beyond ±m        --
non-inferiority    above -m            --               below -m         --
=================  ==================  ===============  ===============  ==================

A plurality is a majority rule for each pair of categories, all of which must hold. With a margin of its own, a majority
is decided as a superiority.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scipy import special

from analysis.claims.claim import Relation, Rule
from analysis.contrasts import Contrast, located, on_scale
from analysis.inference.equivalence import two_one_sided_tests

Decision = Literal[
    "supported",
    "supported_but_small",
    "contradicted",
    "no_difference_that_matters",
    "inconclusive",
    "not_testable",
    "never_asked",
    "consistent_with_accounts",
    "not_consistent_with_accounts",
]

OPEN: frozenset[Decision] = frozenset({"inconclusive", "not_testable", "never_asked"})
NEVER = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The smallest error level at which the interval shows each thing; 1 where it never does.

    Attributes
    ----------
    supported : float
        The claim, as its rule asks.
    small : float
        The claimed direction, without the claimed size.
    contradicted : float
        The opposite.
    same : float
        No difference that matters.
    """

    supported: float
    small: float = NEVER
    contradicted: float = NEVER
    same: float = NEVER


def weigh_evidence(contrast: Contrast, *, rule: Rule, value: float, margin: float | None, direction: str) -> Evidence:
    """Return what a contrast shows about a part of a claim.

    Parameters
    ----------
    contrast : Contrast
        With a standard error above zero.
    rule : str
    value : float
        The reference: zero for a difference, one half for a majority.
    margin : float or None
        The smallest difference that matters.
    direction : {"above", "below"}
        The claimed side of the reference.
    """
    sign = 1.0 if direction == "above" else -1.0
    if rule == "equivalence":
        return _equivalence(contrast, value=value, margin=margin or 0.0)
    if rule == "non_inferiority":
        border = value - sign * (margin or 0.0)
        return Evidence(
            supported=_alpha(contrast, border, sign=sign), contradicted=_alpha(contrast, border, sign=-sign)
        )
    beyond = value if rule != "minimum_effect" else value + sign * (margin or 0.0)
    ahead = _alpha(contrast, value, sign=sign)
    return Evidence(
        supported=_alpha(contrast, beyond, sign=sign),
        small=ahead if rule == "minimum_effect" else NEVER,
        contradicted=_alpha(contrast, value, sign=-sign),
        same=NEVER if margin is None else _alpha_within(contrast, value - margin, value + margin),
    )


def _equivalence(contrast: Contrast, *, value: float, margin: float) -> Evidence:
    low, high = value - margin, value + margin
    beyond = min(_alpha(contrast, high, sign=1.0), _alpha(contrast, low, sign=-1.0))
    return Evidence(supported=_alpha_within(contrast, low, high), contradicted=beyond)


def _alpha(contrast: Contrast, value: float, *, sign: float) -> float:
    """Return the smallest alpha at which the two-sided interval lies on one side of a value."""
    centre, spread = located(contrast)
    t = sign * (centre - on_scale(contrast, value)) / spread
    return min(1.0, 2 * float(special.stdtr(contrast.df, -t)))


def _alpha_within(contrast: Contrast, low: float, high: float) -> float:
    centre, spread = located(contrast)
    bounds = {"low": on_scale(contrast, low), "high": on_scale(contrast, high)}
    return two_one_sided_tests(centre, se=spread, df=contrast.df, **bounds).p


def combine(evidence: Sequence[Evidence], *, relation: Relation) -> Evidence:
    """Return what several parts show together.

    All (intersection-union): supported where the weakest part is; contradicted, or without a difference that matters,
    where one part is, at its level times the number of parts. Any (union): the other way round.

    References
    ----------
    Berger and Hsu (1996), Bioequivalence trials, intersection-union tests and equivalence confidence sets, Statistical
    Science 11, 283-319.

    Examples
    --------
    >>> both = combine([Evidence(supported=0.01), Evidence(supported=0.04)], relation="all")
    >>> either = combine([Evidence(supported=0.01), Evidence(supported=0.04)], relation="any")
    >>> both.supported, either.supported
    (0.04, 0.02)
    """
    if len(evidence) == 1:
        return evidence[0]
    at_least_small = [min(part.supported, part.small) for part in evidence]
    supported = [part.supported for part in evidence]
    contradicted = [part.contradicted for part in evidence]
    same = [part.same for part in evidence]
    if relation == "all":
        return Evidence(
            supported=max(supported),
            small=max(at_least_small),
            contradicted=_any_of(contradicted),
            same=_any_of(same),
        )
    absent = [min(part.contradicted, part.same) for part in evidence]
    return Evidence(
        supported=_any_of(supported),
        small=_any_of(at_least_small),
        contradicted=max(contradicted),
        same=max(absent),
    )


def _any_of(levels: Sequence[float]) -> float:
    return min(1.0, len(levels) * min(levels))


def decide(evidence: Evidence, *, alpha: float) -> Decision:
    """Return the verdict at an error level: the strongest thing that the interval shows.

    Supported where the interval shows the claim, but small where it also shows that the difference does not matter;
    else contradicted; else supported but small where it shows the direction only; else no difference that matters.

    Examples
    --------
    >>> decide(Evidence(supported=0.20, small=0.001), alpha=0.05)
    'supported_but_small'
    """
    if evidence.supported <= alpha:
        return "supported_but_small" if evidence.same <= alpha else "supported"
    if evidence.contradicted <= alpha:
        return "contradicted"
    if evidence.small <= alpha:
        return "supported_but_small"
    return "no_difference_that_matters" if evidence.same <= alpha else "inconclusive"


def p_of(evidence: Evidence, *, decision: Decision) -> float:
    """Return the smallest error level at which a verdict is still reached; if none is, at which any would be."""
    anything = min(evidence.supported, evidence.small, evidence.contradicted, evidence.same)
    ahead = min(evidence.supported, evidence.small)
    levels = {
        "supported": evidence.supported,
        "supported_but_small": ahead,
        "contradicted": evidence.contradicted,
        "no_difference_that_matters": evidence.same,
    }
    return levels.get(decision, anything)
