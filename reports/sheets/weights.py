"""The weights: how they came about, step by step, how unequal they are, and how the margins are met."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil, inf

import numpy as np

from analysis.answers import values_of
from reports.disclosure.suppression import Suppression, suppress
from reports.edition import Edition
from reports.numerals import Format
from reports.sheet import IntervalChart, Line, Sheet
from reports.table import Cell, Column, Table, Words, number
from survey.weights import MarginLine, Step, heaviest_share

KEY, MARGINS = "weights", "margins"

_WIDTHS = {"class": 78, "interviews": 20, "share": 20, "share_of_total": 24}
_WIDTHS_OF_MARGINS = {"margin": 24, "category": 34, "n": 17, "target": 16, "before": 16, "after": 16, "error": 16}
_MOST_CLASSES = 12
_WHOLE = 100  # from which on a target is shown without decimals


def weights(edition: Edition) -> Sheet:
    """Return the sheet of the recipe and of the spread of the weights."""
    headers = {name: edition.say(f"reports.weights.column_{name}") for name in _WIDTHS}
    rows = tuple(_classes(edition))
    return Sheet(
        key=KEY,
        name=edition.say("reports.weights.name"),
        title=edition.say("reports.weights.title"),
        about=edition.about("reports.weights.about"),
        lines=tuple(_lines(edition)),
        table=Table(
            name="weight_classes",
            columns=tuple(
                Column(header, width) for header, width in zip(headers.values(), _WIDTHS.values(), strict=True)
            ),
            rows=rows,
        ),
        chart=IntervalChart(
            title=edition.say("reports.weights.chart"),
            axis=headers["interviews"],
            alt=edition.say("reports.weights.alt", **_cost(edition)),
            label=headers["class"],
            estimate=headers["interviews"],
        ),
    )


def margins(edition: Edition) -> Sheet:
    """Return the sheet of the margins, before and after."""
    headers = [edition.say(f"reports.weights.column_{name}") for name in _WIDTHS_OF_MARGINS]
    columns = zip(headers, _WIDTHS_OF_MARGINS.values(), strict=True)
    lines = edition.results.weights.margins
    protected = _protected(lines, minimum=edition.minimum_base)
    return Sheet(
        key=MARGINS,
        name=edition.say("reports.weights.margins_name"),
        title=edition.say("reports.weights.margins_title"),
        about=edition.about("reports.weights.margins_about"),
        lines=tuple(_sources(edition)),
        table=Table(
            name="margins",
            columns=tuple(Column(header, width) for header, width in columns),
            rows=tuple(_margin(edition, line, hidden=hide) for line, hide in zip(lines, protected.hidden, strict=True)),
            hidden=sum(protected.primary),
            hidden_too=sum(protected.complementary),
        ),
    )


def _sources(edition: Edition) -> Iterator[Line]:
    yield Line(edition.say("reports.weights.margins_how"), role="note")
    for margin in edition.results.weights.known:
        told = {"name": margin.name, "source": margin.source, "date": margin.date}
        yield Line(
            edition.say("reports.weights.source", **told, universe=edition.wording(margin.universe)), role="note"
        )
    yield Line(edition.say("reports.weights.back"), link=KEY)


def _lines(edition: Edition) -> Iterator[Line]:
    found = edition.results.weights
    yield Line(edition.say("reports.weights.cost", **_cost(edition)), role="lead")
    if found.heaviest is not None:
        group = _category(edition, found.heaviest)
        times = found.heaviest.mean_weight * found.spread.n / found.spread.total
        yield Line(edition.say("reports.weights.heaviest", group=group, times=edition.spelled(times, "decimal")))
    share = edition.spelled(heaviest_share(found), "share")
    yield Line(edition.say("reports.weights.heaviest_hundredth", share=share))
    yield Line(edition.say("reports.weights.recipe"), role="heading")
    for place, step in enumerate(found.steps, start=1):
        yield Line(f"{place}. {step.text(edition.language)}")
        yield Line(_measured(edition, step), role="note")
        yield from (Line(note.text(edition.language), role="note") for note in step.notes)
    if found.margins:
        yield Line(edition.say("reports.weights.to_margins"), link=MARGINS)


def _cost(edition: Edition) -> dict[str, str]:
    spread = edition.results.weights.spread
    return {
        "n": edition.spelled(spread.n, "count"),
        "effective": edition.spelled(spread.n_effective, "count"),
        "deff": edition.spelled(spread.deff, "decimal"),
    }


def _measured(edition: Edition, step: Step) -> str:
    spread = step.spread
    mean = spread.total / spread.n
    figures = {
        "lowest": edition.spelled(spread.minimum / mean, "decimal"),
        "highest": edition.spelled(spread.maximum / mean, "decimal"),
        "deff": edition.spelled(spread.deff, "decimal"),
    }
    words = edition.say("reports.weights.measured", **figures)
    if step.largest_error is None:
        return words
    return f"{words} {edition.say('reports.weights.error', error=edition.spelled(step.largest_error, 'share'))}"


def _classes(edition: Edition) -> Iterator[tuple[Cell, ...]]:
    """Yield classes of equal width, in multiples of the mean weight; the last is open and holds a few people."""
    values = edition.results.weights.values
    values = values[values > 0]
    relative = values / values.mean()
    for low, high in pairwise(_bounds(relative, edition.minimum_base)):
        inside = (relative >= low) & (relative < high)
        ends = {name: _round(edition, end) for name, end in (("low", low), ("high", high)) if end < inf}
        label = edition.say("reports.weights.between" if high < inf else "reports.weights.above", **ends)
        count, share = int(inside.sum()), float(inside.mean())
        weight = float(values[inside].sum() / values.sum())
        yield Words(label), number(count, "count"), number(share, "share"), number(weight, "share")


def _round(edition: Edition, bound: float) -> str:
    return edition.spelled(bound, "decimal").rstrip("0").rstrip(".,")


def _bounds(relative: "np.ndarray[tuple[int], np.dtype[np.float64]]", fewest: int) -> list[float]:
    last = float(np.sort(relative)[-min(fewest, len(relative))])
    width = max(ceil(last / _MOST_CLASSES * 4) / 4, 0.25)
    count = max(int(last // width), 1)
    return [*(width * place for place in range(count + 1)), inf]


def _protected(lines: Sequence[MarginLine], *, minimum: int) -> Suppression:
    """Return which categories are hidden: those with few interviews, and what would give them back."""
    primary: list[bool] = []
    too: list[bool] = []
    for _, members in groupby(lines, key=lambda line: line.margin):
        block = suppress([line.n for line in members], minimum=minimum)
        primary += block.primary
        too += block.complementary
    return Suppression(tuple(primary), tuple(too))


def _margin(edition: Edition, line: MarginLine, *, hidden: bool) -> tuple[Cell, ...]:
    form: Format = "count" if line.is_group or line.target >= _WHOLE else "decimal"
    sums = [number(None if hidden else value, form, otherwise="c") for value in (line.before, line.after)]
    return (
        Words(line.margin),
        Words(_category(edition, line)),
        number(None if hidden else line.n, "count", otherwise="c"),
        number(line.target, form),
        *sums,
        number(None if hidden else line.error, "share", otherwise="c"),
    )


def _category(edition: Edition, line: MarginLine) -> str:
    if not line.variables:
        return line.category
    return " × ".join(_label(edition, *pair) for pair in zip(line.variables, line.codes, strict=True))


def _label(edition: Edition, variable: str, code: str) -> str:
    labels = dict(values_of(variable, study=edition.results.study))
    return (edition.wording(labels[code]) if code in labels else edition.say("reports.weights.not_stated")) or code
