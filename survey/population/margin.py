"""A margin: how many people, or which share of them, a population has in each category of one or several variables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import Literal, Self, get_args

from instruments.errors import Place, Problem, SurveyError
from instruments.numeral import numeral
from instruments.text import Text
from instruments.words import listed

Measure = Literal["count", "share"]
Category = tuple[str, ...]

CROSS = " x "  # between the codes of a crossed category
SHARES_SUM_WITHIN = 0.005  # ten categories rounded to a tenth of a per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What is known of a population, and from where.

    Attributes
    ----------
    name : str
        As a study names it: ``mali_2022.region``.
    variables : tuple of str
        One for a simple margin, several for a crossed one.
    targets : mapping of category to number
        A category is a tuple with a code for each variable.
    measure : {"count", "share"}
        Shares say how a population is distributed; counts say also how large it is.
    universe : Text
        Whom the figures count.
    source, date, confidence : str
        Who published them, for when, and how far they can be trusted.
    note : Text
        What a reader must know before using them.

    Raises
    ------
    SurveyError
        If a target is not a positive number, a category has the wrong length, or shares do not sum to one.
    """

    name: str
    variables: tuple[str, ...]
    targets: Mapping[Category, float]
    measure: Measure = "count"
    universe: Text = field(default_factory=Text)
    source: str = ""
    date: str = ""
    confidence: str = ""
    note: Text = field(default_factory=Text)

    def __post_init__(self) -> None:
        problems = tuple(_faults(self))
        if problems:
            raise SurveyError(problems)

    def __repr__(self) -> str:
        return f"Margin({self.name}: {' x '.join(self.variables)}, {len(self.targets)} categories, {self.measure})"

    @classmethod
    def of(cls, name: str, targets: Mapping[str, float] | Mapping[Category, float], *, by: Category = ()) -> Self:
        """Return a margin from plain figures, for a notebook; figures that sum to one are shares.

        Fractions of one that sum to something else are shares of which some are wrong or missing, and refused as those
        of a file; all else are counts, whatever they sum to.

        Parameters
        ----------
        name : str
            Of the margin, and of its variable unless `by` names others.
        targets : mapping
            Category, or tuple of categories, to count or share.
        by : tuple of str, optional
            The variables.

        Examples
        --------
        >>> Margin.of("sex", {"female": 0.52, "male": 0.48})
        Margin(sex: sex, 2 categories, share)
        """
        keyed = {(key,) if isinstance(key, str) else key: _number(value) for key, value in targets.items()}
        whole = _near(sum(keyed.values()), 1)
        measure: Measure = "share" if whole or _are_shares(list(keyed.values())) else "count"
        return cls(name=name, variables=by or (name,), targets=keyed, measure=measure)

    @property
    def total(self) -> float:
        """The sum of the targets."""
        return sum(self.targets.values())


def category_name(category: Category) -> str:
    """Return a category in words: ``female x 18-24``."""
    return CROSS.join(category)


def _number(value: object) -> float:
    """Return a figure as a number, and as none what is no number, which is refused with the others."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return nan


def _faults(candidate: Margin) -> Iterator[Problem]:
    if candidate.measure not in get_args(Measure):
        yield _problem("measure", candidate, got=candidate.measure, expected=listed(list(get_args(Measure))))
    if not candidate.targets:
        yield _problem("empty", candidate)
        return
    for category, target in candidate.targets.items():
        if len(category) != len(candidate.variables):
            names = " x ".join(candidate.variables)
            yield _problem("category_length", candidate, category=category_name(category), variables=names)
        if not isfinite(target) or target <= 0:
            yield _problem("not_positive", candidate, category=category_name(category), got=f"{target:g}")
    fractions = _are_shares(list(candidate.targets.values())) and not _near(candidate.total, 1)
    if candidate.measure == "share" and (fractions or _fails_to_sum(candidate.total)):
        yield _problem("shares_sum", candidate, got=numeral(candidate.total))


def _fails_to_sum(total: float) -> bool:
    """Tell whether shares or percentages were meant, but some are missing or too many; counts are much larger."""
    return any(0.5 * whole < total < 1.5 * whole and not _near(total, whole) for whole in (1, 100))


def _are_shares(figures: Sequence[float]) -> bool:
    """Tell whether shares were meant, right or wrong: fractions of one, which count no people."""
    return all(figure <= 1 for figure in figures) and any(figure % 1 for figure in figures)


def _near(total: float, whole: float) -> bool:
    return abs(total - whole) <= SHARES_SUM_WITHIN * whole


def _problem(name: str, candidate: Margin, **values: object) -> Problem:
    return Problem(code=f"survey.margin.{name}", place=Place(key=candidate.name), values=values)
