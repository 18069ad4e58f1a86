"""Bars with their intervals: the name of a row and its number, what it is about in small letters, then its bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from textwrap import wrap

from instruments.language import Language
from reports.numerals import Format, spelled
from reports.page import svg
from reports.page.marks import unmarked
from reports.sheet import IntervalChart
from reports.table import Cell, Number, Table, Words

_LETTERS_A_LINE, _SMALL_LETTERS_A_LINE = 40, 60  # beside the number, and without one
_MOST_WORDY_ROWS = 14  # more of them stand in two pictures, so that an axis is never far
_INNER = svg.WIDTH - 2 * svg.MARGIN


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest to the highest number that is drawn."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return where a number stands; what lies beyond an end stands at it."""
        inside = min(max(value, self.low), self.high)
        return svg.MARGIN + (inside - self.low) / ((self.high - self.low) or 1.0) * _INNER


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of the chart: its name, its number, the ends of its interval, what more is said of it."""

    name: Cell
    number: Cell
    low: float
    high: float
    detail: str


def intervals(chart: IntervalChart, table: Table, *, language: Language) -> Iterator[svg.Drawing]:
    """Yield the pictures of a chart, all on one scale."""
    bars = list(_bars(chart, table, language))
    ends = [0.0, *(end for bar in bars if isinstance(bar.number, Number) for end in (bar.low, bar.high))]
    lowest, highest = chart.possible or (min(ends), max(ends))
    scale = Scale(max(min(ends), lowest), min(max(ends), highest))
    forms: list[Format] = [bar.number.form for bar in bars if isinstance(bar.number, Number)]
    pictures = 2 if chart.detail and len(bars) > _MOST_WORDY_ROWS else 1
    most = ceil(len(bars) / pictures)
    for start in range(0, len(bars), most):
        parts, y = _drawn(bars[start : start + most], scale, language)
        parts += _axis(scale, y, forms[0] if forms else "share", language)
        words = wrap(chart.axis, _SMALL_LETTERS_A_LINE)
        for line in words:
            y += svg.LINE
            parts.append(svg.text(svg.WIDTH / 2, y + svg.LINE, line, anchor="middle", colour=svg.QUIET, size=svg.SMALL))
        yield parts, y + svg.LINE + 8


def _bars(chart: IntervalChart, table: Table, language: Language) -> Iterator[Bar]:
    names = (chart.label, chart.estimate, chart.below or chart.estimate, chart.above or chart.estimate)
    label, estimate, below, above = (table.column(name) for name in names)
    detail = table.column(chart.detail) if chart.detail else None
    for row in table.rows:
        value, less, more = (_value(row[place]) for place in (estimate, below, above))
        yield Bar(
            name=row[label],
            number=row[estimate],
            low=value - less,
            high=value + more,
            detail="" if detail is None else row[detail].text(language),
        )


def _drawn(bars: Sequence[Bar], scale: Scale, language: Language) -> tuple[list[str], float]:
    parts: list[str] = []
    tops, y, right = [], 4.0, svg.WIDTH - svg.MARGIN
    for bar in bars:
        number = svg.text(right, y + svg.LINE - svg.UNDER, bar.number.text(language), anchor="end", bold=True)
        for line in wrap(unmarked(bar.name, bar.number, language=language), _LETTERS_A_LINE):
            parts.append(_linked(bar.name, svg.text(svg.MARGIN, y + svg.LINE - svg.UNDER, line)))
            y += svg.LINE
        parts.append(number)
        for line in wrap(bar.detail, _SMALL_LETTERS_A_LINE):
            parts.append(svg.text(svg.MARGIN, y + svg.SMALL, line, colour=svg.QUIET, size=svg.SMALL))
            y += svg.SMALL + svg.UNDER
        y += svg.UNDER + 1
        if isinstance(bar.number, Number):
            zero, end = scale.at(0.0), scale.at(bar.number.value)
            parts.append(svg.rect(min(zero, end), y, abs(end - zero), svg.BAR, svg.BAR_COLOUR))
            parts += svg.whisker(scale.at(bar.low), scale.at(bar.high), y + svg.BAR / 2)
            tops.append(y)
            y += svg.BAR
        y += svg.AIR
    return [*parts, svg.uprights(scale.at(0.0), tops, svg.ZERO)], y


def _axis(scale: Scale, y: float, form: Format, language: Language) -> Iterator[str]:
    zero = scale.at(0.0)
    for value in dict.fromkeys((scale.low, 0.0, scale.high)):
        x = scale.at(value)
        if value and abs(x - zero) < svg.WIDTH / 6:
            continue  # its words would run into those of zero
        anchor = "start" if x < svg.WIDTH / 6 else "end" if x > 5 * svg.WIDTH / 6 else "middle"
        words = spelled(value, "whole" if form == "share" else form, language)
        yield svg.text(x, y + svg.LINE - svg.UNDER, words, anchor=anchor, colour=svg.QUIET, size=svg.SMALL)


def _linked(name: Cell, words: str) -> str:
    link = name.link if isinstance(name, Words) else None
    return f'<a href="#{escape(link)}">{words}</a>' if link else words


def _value(cell: Cell) -> float:
    return cell.value if isinstance(cell, Number) else 0.0
