"""What a claim is: contrasts of domain means, each with a decision rule, fixed before the answers are seen."""

from typing import Literal

from pydantic import Field

from instruments.text import Text
from instruments.written import Name, Section, Words

Family = Literal["primary", "secondary", "exploratory"]
Relation = Literal["all", "any"]
Rule = Literal["superiority", "minimum_effect", "majority", "plurality", "equivalence", "non_inferiority"]
MeasureKind = Literal[
    "share",
    "score",
    "ahead",
    "no_answer",
    "category",
    "agreement",
    "consensus",
    "leik",
    "between",
    "kappa",
    "list",
    "hidden",
    "nearer",
]
CONDITIONS: frozenset[MeasureKind] = frozenset({"share", "between", "kappa", "hidden"})
Unit = Literal["percent", "points", "score", "index"]


class Measure(Section):
    """What is measured of each person.

    Attributes
    ----------
    kind : str
        ``share``: 1 where the expression ``of`` holds, else 0; less 1 where ``minus`` holds, if it is given.
        ``score``: the number or scale value of the item ``of``; less that of ``minus``, if it is given.
        ``ahead``: 1 where the item ``of`` is rated above the item ``minus``, -1 where below, 0 where alike (the mean is
        P(above) - P(below), Cliff's delta of paired ratings).
        ``nearer``: 1 where the item ``of`` is rated nearer to the item ``to`` than ``minus`` is, -1 where farther.
        ``no_answer``: 1 where the item ``of`` was asked and got no substantive answer.
        ``category``: for a plurality, the item ``of``, one of whose answers is claimed to be the most frequent.
        ``agreement``, ``consensus``, ``leik``: dispersion of the ordered item ``of`` over its categories.
        ``between``: the part of the variance of the expression ``of`` that lies between communities (PSUs).
        ``kappa``: how far two ratings of the same thing agree beyond chance (Cohen's kappa): the conditions ``of`` and
        ``minus`` by the same persons, or the condition ``of`` as two kinds of people of the same place say it
        (``raters``), each by more than half of those asked there.
        ``list``: the share that the list experiment ``of`` shows, mean count of the long list minus the short.
        ``hidden``: the share for whom the expression ``of`` is true behind a randomising device, of whom a share
        ``yes_if_so`` says yes, as does a share ``yes_if_not`` of the others.
    of, minus, to : str
    among : str, optional
        Who counts, as an expression. Default: who answered every item that is named.
    raters : tuple of str
        Of a kappa between sources: two conditions that say who is of which.
    yes_if_so, yes_if_not : float
        Of a hidden answer. Forced response with truth asked with p and yes forced with q: p + q and q. Crosswise, and
        Warner's device: p and 1 - p.
    """

    kind: MeasureKind = "share"
    of: Name
    minus: Name | None = None
    to: Name | None = None
    among: Name | None = None
    raters: tuple[Name, ...] = ()
    yes_if_so: float = Field(default=1.0, ge=0, le=1)
    yes_if_not: float = Field(default=0.0, ge=0, le=1)

    @property
    def expressions(self) -> tuple[str, ...]:
        """What is written as a condition; all else that is named is an item."""
        written = (self.of, self.minus, self.among, *self.raters) if self.kind in CONDITIONS else (self.among,)
        return tuple(text for text in written if text is not None)

    @property
    def items(self) -> tuple[str, ...]:
        """The items that are named as such."""
        return (
            ()
            if self.kind in CONDITIONS
            else tuple(name for name in (self.of, self.minus, self.to) if name is not None)
        )

    @property
    def is_of_group(self) -> bool:
        """Whether the measure is a property of a group, not a mean over its persons."""
        return self.kind in ("agreement", "consensus", "leik", "between", "kappa")


class Term(Section):
    """One domain mean in a contrast.

    Attributes
    ----------
    where : str
        The domain, as an expression; empty: the whole population of the part.
    weight : float
        Its coefficient in the contrast.
    label : Text
        Who that is, in words.
    measure : Measure, optional
        Default: the measure of the part.
    """

    where: str = ""
    weight: float = 1.0
    label: Words = Text()
    measure: Measure | None = None


class Part(Section):
    """One contrast of domain means and the rule that it is held against.

    Attributes
    ----------
    name : str
        Unique in the claim.
    estimand : Text
        What is estimated, in words that can be read alone.
    measure : Measure
    where : str
        Restricts every term.
    term : tuple of Term
        Default: one term, the whole population of the part.
    by : str, optional
        An item or variable: the part is asked once for each of its values.
    values : tuple of str
        Which values of ``by``; empty: all.
    each : {"all", "any"}
        Whether it must hold for all values of ``by``, or for one at least.
    rule : str
        See `analysis.claims.rules`.
    direction : {"above", "below"}
        On which side of the reference the claim says that the contrast lies.
    reference : float, optional
        The value that the contrast is held against; one half for a majority, else zero.
    margin : float, optional
        The smallest difference that matters; default: that of the plan. A majority has none.
    category : str, optional
        For a plurality: the code that is claimed to be the most frequent answer.
    decides : bool
        False: estimated and shown beside, without a part in the verdict.
    dose : str, optional
        An item or variable whose values stand in order: the contrast is the slope from the first to the last.
    over : {"change", "dip"}, optional
        Last wave minus first; or the mean of both ends minus the waves between (a U shape). Only strata with interviews
        in all these waves count.
    adjust : tuple of str
        Items or variables that are held alike: the difference of two groups, or along a dose, among people who do not
        differ in these (a regression, averaged over the people of the part). An association, never a cause.
    standardise : str, optional
        For a change: an item or variable whose composition is held as it was in the first wave.
    fewest_waves : int
        The part stands only in a study with so many waves.
    stands_in_for : str, optional
        Another part, that this one stands in for in a study that cannot have it: memory for waves.
    uncovered : {"below", "above"}, optional
        Where people whom nobody could reach are presumed to lie, next to the rural strata and the exposed places that
        were reached; for the restricted bounds. Default: nothing is presumed.
    """

    name: Name
    estimand: Words
    measure: Measure
    where: str = ""
    term: tuple[Term, ...] = (Term(),)
    by: Name | None = None
    values: tuple[Name, ...] = ()
    each: Relation = "all"
    rule: Rule
    direction: Literal["above", "below"] = "above"
    reference: float | None = None
    margin: float | None = Field(default=None, gt=0)
    category: Name | None = None
    decides: bool = True
    dose: Name | None = None
    over: Literal["change", "dip"] | None = None
    adjust: tuple[Name, ...] = ()
    standardise: Name | None = None
    fewest_waves: int = Field(default=1, ge=1)
    stands_in_for: Name | None = None
    uncovered: Literal["below", "above"] | None = None

    @property
    def value(self) -> float:
        """The value that the contrast is held against."""
        if self.reference is not None:
            return self.reference
        return 0.5 if self.rule == "majority" else 0.0

    @property
    def unit(self) -> Unit:
        """What the estimate is counted in."""
        kind = self.measure.kind
        if kind in ("ahead", "nearer", "category"):
            return "points"
        if kind in ("share", "no_answer", "list", "hidden"):
            alone = len(self.term) == 1 and self.measure.minus is None and self.dose is None and self.over is None
            return "percent" if alone else "points"
        return "index" if self.measure.is_of_group else "score"


class Meaning(Section):
    """Another meaning of a word of the claim: what changes in the parts where it is taken.

    Attributes
    ----------
    meaning : Text
    parts : tuple of str
        The parts that change; empty: all that decide.
    reference, margin : float, optional
    of : str, optional
        Another measure of the same kind.
    among : str, optional
        Another base.
    """

    meaning: Words
    parts: tuple[Name, ...] = ()
    reference: float | None = None
    margin: float | None = Field(default=None, gt=0)
    of: Name | None = None
    among: Name | None = None

    def concerns(self, part: Part) -> bool:
        """Return whether a part changes under this meaning."""
        return part.name in self.parts if self.parts else part.decides


class Word(Section):
    """A word of the claim ("mostly", "many", "strong"), the meaning fixed for it, and other meanings."""

    word: Words
    meaning: Words
    other: tuple[Meaning, ...] = ()


class Domain(Section):
    """A group whose own estimate is shown beside the claim; ``by`` shows every value of an item or variable."""

    label: Words = Text()
    where: str = ""
    by: Name | None = None


class Claim(Section):
    """A claim of an article, as it will be decided.

    Attributes
    ----------
    id : str
    statement : Text
        The claim in our words.
    family : {"primary", "secondary", "exploratory"}
        Who shares the error: the primary family is held together by Holm's method.
    population : str
        Whom the claim is about, as an expression; restricts every part.
    relation : {"all", "any"}
        Whether all parts must hold (intersection-union) or one at least (union).
    never_ask : Text
        Why nobody may be asked about it: the claim is declared, never tested. It has no parts.
    accounts : bool
        Whether it is about people who can only be sought out, so that nothing is ever inferred to a population.
    asked_of : tuple of str
        The questionnaires of the people whom it is about; empty: of anybody.
    part : tuple of Part
    word : tuple of Word
    domain : tuple of Domain
    basis, contradicted_if : Text
        What the article rests the claim on; what would speak against it.
    covers : tuple of Domain
        Populations that the claim speaks of: a sample without one of them cannot decide it.
    proxies : tuple of str
        Items that stand for something that cannot be asked; without them the claim cannot be tested.
    memory : bool
        Whether it rests on what people remember of an earlier time.
    cautions : tuple of Text
        What a reader must know: recall, proxies, association.
    """

    id: Name
    statement: Words
    family: Family = "primary"
    population: str = ""
    relation: Relation = "all"
    never_ask: Words = Text()
    accounts: bool = False
    asked_of: tuple[Name, ...] = ()
    part: tuple[Part, ...] = ()
    word: tuple[Word, ...] = ()
    domain: tuple[Domain, ...] = ()
    basis: Words = Text()
    contradicted_if: Words = Text()
    covers: tuple[Domain, ...] = ()
    proxies: tuple[Name, ...] = ()
    memory: bool = False
    cautions: tuple[Words, ...] = ()


class Plan(Section):
    """Every claim of a study, with what they share.

    Attributes
    ----------
    name : str
    title, source : Text
        Of the plan; of the article.
    level : float
        Confidence level of the intervals that decide.
    margin : float
        The smallest difference that matters, where a claim does not say its own.
    minimum_base : int
        Interviews that each domain of a contrast needs.
    sponsor, exposed : str
        Who believes that the government sent the interviewer; where operations touched most. As conditions; empty:
        not asked, not known.
    sources : str
        The item or variable that says which kind of source speaks, where people are sought out.
    claim : tuple of Claim
    """

    name: Name
    title: Words
    source: Words = Text()
    level: float = Field(default=0.95, gt=0.5, lt=1)
    margin: float = Field(default=0.10, gt=0)
    minimum_base: int = Field(default=30, ge=2)
    sponsor: str = ""
    exposed: str = ""
    sources: str = ""
    claim: tuple[Claim, ...] = Field(min_length=1)

    @property
    def alpha(self) -> float:
        """The error level of the primary family."""
        return 1 - self.level


def margin_of(part: Part, *, plan: Plan) -> float | None:
    """Return the smallest difference that matters for a part; None where its rule has none."""
    if part.margin is not None:
        return part.margin
    return None if part.rule in ("majority", "plurality") else plan.margin
