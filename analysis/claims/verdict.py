"""What was decided about a claim, with everything that the decision rests on."""

from dataclasses import dataclass, field

from analysis.claims.accounts import Told
from analysis.claims.bounds import CoverageBounds
from analysis.claims.claim import Family, MeasureKind, Relation, Rule, Unit
from analysis.claims.grades import Grade
from analysis.claims.reason import Reason
from analysis.claims.rules import Decision
from analysis.claims.sentence import sentence
from analysis.claims.turnover import Turnover
from analysis.footing import Footing
from instruments.language import Language
from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A contrast held against its rule. What could not be estimated is None, and ``reason`` says why.

    Attributes
    ----------
    estimand : Text
        What is estimated, in words that can be read alone.
    label : Text
        For whom, where a part is asked once for each group; else empty.
    answer : Text
        Of a plurality, the answer that is claimed to come first; ``label`` is then the answer it is held against.
    unit : {"percent", "points", "score", "index"}
        What the estimate is counted in; percent and points are kept as proportions.
    kind : str
        What is measured, as the plan names it.
    compares : bool
        Whether groups are compared: the weights of the contrast add up to zero.
    estimate, se : float or None
    ci_low, ci_high : float or None
        The two-sided interval of ``level``.
    df : float or None
    p : float or None
        The smallest error level at which the verdict is still reached; where none is, at which any would be.
    rule, direction, reference, margin
        The rule (None for a claim that is never asked), the claimed side, the value that the contrast is held against,
        the smallest difference that matters.
    n, n_psu : int
        Interviews that the contrast rests on (unweighted), and their PSUs.
    deff : float or None
        Variance over that of a simple random sample of the same domains and sizes.
    reason : Reason or None
    footing : Footing
        What the estimate stands on: that of a claim is the footing of the part that decides it.
    """

    estimand: Text
    label: Text
    answer: Text
    unit: Unit
    kind: MeasureKind
    compares: bool
    estimate: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    level: float
    df: float | None
    p: float | None
    rule: Rule | None
    direction: str
    reference: float
    margin: float | None
    n: int
    n_psu: int
    deff: float | None
    reason: Reason | None
    footing: Footing = field(default_factory=Footing, repr=False, compare=False)

    def reason_text(self, language: Language | None = None) -> str | None:
        """Return why there is no number, in words; None where there is one."""
        return None if self.reason is None else self.reason.text(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartVerdict(Held):
    """One contrast of a claim, and what it shows by itself at the level of the plan.

    Attributes
    ----------
    name : str
        As the plan names it.
    verdict : str
    decides : bool
        False: shown beside, without a part in the verdict of the claim.
    """

    name: str
    verdict: Decision
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEstimate:
    """The estimate of one group, shown beside a claim; None with a reason where there is none."""

    label: Text
    unit: Unit
    estimate: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    n: int
    n_psu: int
    sum_weights: float
    reason: Reason | None
    footing: Footing = field(default_factory=Footing, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningVerdict:
    """The verdict where a word of the claim is given another meaning; for comparison, never as the finding."""

    word: Text
    meaning: Text
    verdict: Decision
    estimate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedMeaning:
    """The meaning that the plan gives to a word of the claim."""

    word: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Held):
    """What was decided about a claim. Its numbers are those of the part that decides it.

    Attributes
    ----------
    claim : str
    statement, basis, contradicted_if : Text
    family : str
    relation : {"all", "any"}
        Of the parts.
    verdict : str
        At the level of the plan and, in the primary family, also at its level by Holm's method.
    unadjusted : str
        At the level of the plan, as if the claim were alone.
    p_adjusted : float or None
        By Holm's method in the primary family, by Benjamini and Hochberg's in the exploratory.
    adjusted_level, adjusted_low, adjusted_high
        The interval at the level that decides within the family.
    confirmatory : bool
        Whether the claim stands in the primary family and as it stood before the first answers came in.
    changed : bool
        Whether the claim was changed or added after the first answers came in.
    detectable : float or None
        The smallest distance from the reference that such a sample would show in four studies of five, where the claim
        is inconclusive.
    covered : float or None
        The part of its least covered population that was in reach; None where it is not known.
    grades : tuple of Grade
        Precision, coverage, candour, comparability, multiplicity; empty where nothing could be tested.
    bounds : tuple of CoverageBounds
        Of each deciding contrast of shares, with nothing assumed about those who were out of reach.
    places_named : bool
        Whether the study names its primary sampling units: without, each interview counts as one.
    told : Told or None
        Where people were sought out: their accounts, counted. There is then no estimate, and ``n`` counts accounts.
    turnover : tuple of Turnover
        Who changed, where the same persons were asked in the first and in the last wave.
    parts, domains, words, alternatives, cautions
        Every contrast; the estimates by group; the meanings of words; the verdict under others; what to bear in mind.
    """

    claim: str
    statement: Text
    basis: Text
    contradicted_if: Text
    family: Family
    relation: Relation
    verdict: Decision
    unadjusted: Decision
    p_adjusted: float | None
    adjusted_level: float
    adjusted_low: float | None
    adjusted_high: float | None
    confirmatory: bool
    changed: bool
    detectable: float | None
    covered: float | None
    grades: tuple[Grade, ...]
    bounds: tuple[CoverageBounds, ...]
    places_named: bool
    told: Told | None
    turnover: tuple[Turnover, ...]
    parts: tuple[PartVerdict, ...]
    domains: tuple[DomainEstimate, ...]
    words: tuple[FixedMeaning, ...]
    alternatives: tuple[MeaningVerdict, ...]
    cautions: tuple[Text, ...]

    def sentence(self, language: Language) -> str:
        """Return the finding in one or two sentences that can be read alone, with number, interval and base."""
        return sentence(self, language)
