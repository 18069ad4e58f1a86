"""The margins: the known population, before and after weighting; a category of few is hidden in every column."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from analysis.answers import values_of
from reports.disclosure.suppression import Suppression, suppress
from reports.edition import Edition
from reports.numerals import Format
from reports.sheet import Line, Sheet
from reports.sheets.crosstab_labels import title_of
from reports.sheets.names import WEIGHTS
from reports.sheets.told import count_or_few
from reports.table import Cell, Column, Table, Words, number
from survey.weights import MarginLine

KEY = "margins"

_WIDTHS = {"margin": 30, "category": 34, "n": 17, "target": 16, "before": 16, "after": 16, "error": 16}
_WHOLE = 100  # from which on a target is shown without decimals


def margins(edition: Edition) -> Sheet:
    """Return the sheet of the margins, before and after."""
    headers = [edition.say(f"reports.weights.column_{name}") for name in _WIDTHS]
    lines, protected = edition.results.weights.margins, protection_of_margins(edition)
    return Sheet(
        key=KEY,
        name=edition.say("reports.weights.margins_name"),
        title=edition.say("reports.weights.margins_title"),
        about=edition.about("reports.weights.margins_about"),
        lines=tuple(_sources(edition)),
        table=Table(
            name="margins",
            columns=tuple(Column(header, width) for header, width in zip(headers, _WIDTHS.values(), strict=True)),
            rows=tuple(_row(edition, line, hidden=hide) for line, hide in zip(lines, protected.hidden, strict=True)),
            hidden=sum(protected.primary),
            hidden_too=sum(protected.complementary),
        ),
    )


def protection_of_margins(edition: Edition) -> Suppression:
    """Return which categories are hidden: those with few interviews, and what would give them back."""
    primary: list[bool] = []
    too: list[bool] = []
    for _, members in groupby(edition.results.weights.margins, key=lambda line: line.margin):
        block = suppress([line.n for line in members], minimum=edition.minimum_base)
        primary += block.primary
        too += block.complementary
    return Suppression(tuple(primary), tuple(too))


def shown_groups(edition: Edition) -> tuple[MarginLine, ...]:
    """Return the groups of people that the margins show."""
    lines = zip(edition.results.weights.margins, protection_of_margins(edition).hidden, strict=True)
    return tuple(line for line, hidden in lines if line.is_group and not hidden)


def without_few(edition: Edition, values: Mapping[str, object]) -> Mapping[str, object]:
    """Return what a note of the recipe says of a margin, without the number of a few people or of a hidden category."""
    n = values.get("n")
    if not isinstance(n, int) or "margin" not in values:
        return values
    if n < edition.minimum_base:
        return {**values, "n": count_or_few(edition, n)}
    lines = zip(edition.results.weights.margins, protection_of_margins(edition).hidden, strict=True)
    unstated = any(hide and line.margin == values["margin"] and not line.is_group for line, hide in lines)
    return {**values, "n": "[c]"} if unstated else values


def category(edition: Edition, line: MarginLine) -> str:
    """Return the name of a category in words."""
    if not line.variables:
        return line.category
    return " × ".join(_label(edition, *pair) for pair in zip(line.variables, line.codes, strict=True))


def _sources(edition: Edition) -> Iterator[Line]:
    yield Line(edition.say("reports.weights.margins_how"), role="note")
    for margin in edition.results.weights.known:
        told = {"name": margin.name, "source": margin.source, "date": margin.date}
        told |= {"title": title_of(edition, margin.variables), "universe": edition.wording(margin.universe)}
        name = "source_named" if edition.profile == "analyst" else "source"
        yield Line(edition.say(f"reports.weights.{name}", **told), role="note")
    if any(protection_of_margins(edition).hidden):
        yield Line(edition.say("reports.weights.hidden", minimum=edition.minimum_base), role="note")
    yield Line(edition.say("reports.weights.back"), link=WEIGHTS)


def _row(edition: Edition, line: MarginLine, *, hidden: bool) -> tuple[Cell, ...]:
    form: Format = "count" if line.is_group or line.target >= _WHOLE else "decimal"
    figures: tuple[tuple[float, Format], ...] = (
        (line.n, "count"),
        (line.target, form),  # of those whose category is not known it is the sum of their weights
        (line.before, form),
        (line.after, form),
        (line.error, "share"),
    )
    cells = [number(None if hidden else value, kind, otherwise="c") for value, kind in figures]
    title = title_of(edition, line.variables) or line.margin
    return (Words(title), Words(category(edition, line)), *cells)


def _label(edition: Edition, variable: str, code: str) -> str:
    labels = dict(values_of(variable, study=edition.results.study))
    return (edition.wording(labels[code]) if code in labels else edition.say("reports.weights.not_stated")) or code
