"""The targets of several margins, on one total; margins that contradict each other are refused."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from instruments.errors import Place, Problem, Severity, SurveyError
from instruments.numeral import Numeral, numeral
from survey.population.margin import Category, Margin, category_name

COUNTS_AGREE_WITHIN = 1e-4  # published tables of one population differ by rounding, not by more
LARGEST_PERCENT = 150  # shares and percentages sum to less; what sums to more are counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The targets of each margin, all with the same total.

    Attributes
    ----------
    total : float
    scaled : tuple of mapping
        For each margin, category -> target.
    notes : tuple of Problem
        The margins that had to be scaled.
    """

    total: float
    scaled: tuple[dict[Category, float], ...]
    notes: tuple[Problem, ...]


def targets_of(margins: Sequence[Margin], *, base_total: float, agree_within: float) -> Targets:
    """Return the targets of margins on one total: that of the first margin of counts, else that of the base weights.

    Raises
    ------
    SurveyError
        If margins of counts have different totals, or two margins say different things of a variable they share.
    """
    counts = [margin for margin in margins if margin.measure == "count"]
    total = counts[0].total if counts else base_total
    scaled = tuple(_scaled(margin, total) for margin in margins)
    problems = [*_totals_differ(counts), *_shared_differ(margins, scaled, agree_within)]
    if problems:
        raise SurveyError(problems)
    notes = tuple(
        _note(margin, total) for margin in margins if margin.total > LARGEST_PERCENT and margin.total != total
    )
    return Targets(total=total, scaled=scaled, notes=notes)


def _scaled(margin: Margin, total: float) -> dict[Category, float]:
    factor = total / margin.total
    return {category: target * factor for category, target in margin.targets.items()}


def _totals_differ(counts: Sequence[Margin]) -> Iterator[Problem]:
    for margin in counts[1:]:
        first = counts[0]
        if abs(margin.total / first.total - 1) > COUNTS_AGREE_WITHIN:
            values = {"got": _people(margin.total), "expected": _people(first.total), "first": first.name}
            yield Problem(code="survey.weights.totals_differ", place=Place(key=margin.name), values=values)


def _shared_differ(
    margins: Sequence[Margin], scaled: Sequence[dict[Category, float]], agree_within: float
) -> Iterator[Problem]:
    for (one, targets), (other, others) in combinations(zip(margins, scaled, strict=True), 2):
        shared = tuple(name for name in one.variables if name in other.variables)
        if not shared:
            continue
        here, there = _collapsed(one, targets, shared), _collapsed(other, others, shared)
        for category in here:
            if category in there and abs(here[category] / there[category] - 1) > agree_within:
                values = {
                    "other": other.name,
                    "category": category_name(category),
                    "got": numeral(here[category], ".6g"),
                    "expected": numeral(there[category], ".6g"),
                }
                yield Problem(code="survey.weights.margins_contradict", place=Place(key=one.name), values=values)


def _collapsed(margin: Margin, targets: dict[Category, float], variables: Category) -> dict[Category, float]:
    at = [margin.variables.index(name) for name in variables]
    sums: dict[Category, float] = defaultdict(float)
    for category, target in targets.items():
        sums[tuple(category[position] for position in at)] += target
    return sums


def _note(margin: Margin, total: float) -> Problem:
    values = {"margin": margin.name, "got": _people(margin.total), "total": _people(total)}
    return Problem(code="survey.weights.scaled", values=values, severity=Severity.NOTE)


def _people(number: float) -> Numeral:
    return numeral(number, ",.0f")
