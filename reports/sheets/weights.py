"""The weights: how they came about, step by step, and how unequal they are."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, inf

import numpy as np

from reports.edition import Edition
from reports.sheet import IntervalChart, Line, Sheet
from reports.sheets.margins import KEY as MARGINS
from reports.sheets.margins import category, shown_groups
from reports.sheets.names import WEIGHTS
from reports.sheets.recipe import done, noted
from reports.table import Cell, Column, Table, Words, number
from survey.weights import Step, heaviest_share

_WIDTHS = {"class": 78, "interviews": 20, "share": 20, "share_of_total": 24}
_MOST_CLASSES = 12


def weights(edition: Edition) -> Sheet:
    """Return the sheet of the recipe and of the spread of the weights."""
    headers = {name: edition.say(f"reports.weights.column_{name}") for name in _WIDTHS}
    rows = tuple(_classes(edition))
    return Sheet(
        key=WEIGHTS,
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


def _lines(edition: Edition) -> Iterator[Line]:
    found = edition.results.weights
    even = "cost_even" if found.spread.is_even else "cost"
    yield Line(edition.say(f"reports.weights.{even}", **_cost(edition)), role="lead")
    if shown := shown_groups(edition):
        heaviest = max(shown, key=lambda line: line.mean_weight)
        group, times = category(edition, heaviest), heaviest.mean_weight * found.spread.n / found.spread.total
        yield Line(edition.say("reports.weights.heaviest", group=group, times=edition.spelled(times, "decimal")))
    share = edition.spelled(heaviest_share(found), "share")
    yield Line(edition.say("reports.weights.heaviest_hundredth", share=share))
    yield Line(edition.say("reports.weights.recipe"), role="heading")
    for place, step in enumerate(found.steps, start=1):
        yield Line(f"{place}. {done(edition, step)}")
        yield Line(_measured(edition, step), role="note")
        for note in step.notes:
            yield Line(noted(edition, note), role="note")
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
