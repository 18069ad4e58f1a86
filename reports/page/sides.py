"""Shares that part to both sides of a middle line, on one scale to either side."""

from collections.abc import Iterator
from textwrap import wrap

from instruments.language import Language
from reports.numerals import spelled
from reports.page import svg
from reports.page.marks import unmarked
from reports.palette import sides as colours_of
from reports.sheet import SidesChart
from reports.table import Cell, Mark, Number, Table

_MIDDLE = svg.WIDTH / 2
_REACH = _MIDDLE - svg.MARGIN
_TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)
_LETTERS_A_LINE = 48
_BELOW_HEADING = 5

Row = tuple[Cell, ...]


def at(share: float) -> float:
    """Return where a share stands; one to the left is below zero."""
    return _MIDDLE + share * _REACH


def sides(chart: SidesChart, table: Table, *, language: Language) -> svg.Drawing:
    """Return the chart: the colours and their answers, then a row a group under what it is a part of."""
    label, within = table.column(chart.label), table.column(chart.within)
    words, bars = list(_legend(chart)), list[str]()
    tops: list[float] = []
    y, part = svg.LINE * (len(chart.left) + len(chart.right)) + 6.0, ""
    for row in table.rows:
        if (name := row[within].text(language)) not in {part, row[label].text(language)}:
            y += svg.AIR
            words.append(svg.text(svg.MARGIN, y + svg.LINE - svg.UNDER, name, bold=True))
            part, y = name, y + svg.LINE + _BELOW_HEADING
        called = unmarked(row[label], row[table.column(chart.right[0])], language=language)
        for line in wrap(called, _LETTERS_A_LINE):
            words.append(svg.text(svg.MARGIN, y + svg.LINE - svg.UNDER, line))
            y += svg.LINE
        y += svg.UNDER
        bars += _row(chart, table, row, y, language)
        tops.append(y)
        y += svg.BAR + svg.AIR
    light = [svg.uprights(at(share), tops) for share in _TICKS if share]
    return [*words, *light, *bars, svg.uprights(_MIDDLE, tops, svg.ZERO), *_axis(y, language)], y + svg.LINE + 8


def _row(chart: SidesChart, table: Table, row: Row, y: float, language: Language) -> Iterator[str]:
    tones = colours_of(turned=chart.turned)
    for names, colours, side in ((chart.left, tones[0], -1), (chart.right, tones[1], 1)):
        share = 0.0
        for name, colour in zip(names, colours, strict=False):
            cell = row[table.column(name)]
            more = cell.value if isinstance(cell, Number) else 0.0
            ends = at(side * share), at(side * (share + more))
            yield svg.rect(min(ends), y, abs(ends[1] - ends[0]), svg.BAR, f"#{colour}")
            share += more
    if isinstance(mark := row[table.column(chart.right[0])], Mark):
        yield svg.text(_MIDDLE + 6, y + svg.BAR - 2, mark.text(language), colour=svg.QUIET)


def _axis(y: float, language: Language) -> Iterator[str]:
    for share in _TICKS:
        anchor = "start" if share == min(_TICKS) else "end" if share == max(_TICKS) else "middle"
        words = spelled(abs(share), "whole", language)
        yield svg.text(at(share), y + svg.SMALL, words, anchor=anchor, colour=svg.QUIET, size=svg.SMALL)


def _legend(chart: SidesChart) -> Iterator[str]:
    left, right = colours_of(turned=chart.turned)
    outward = [*zip(reversed(chart.left), reversed(left[: len(chart.left)]), strict=True)]
    outward += [*zip(chart.right, right, strict=False)]
    for place, (name, colour) in enumerate(outward):
        y = 2 + place * svg.LINE
        yield svg.rect(svg.MARGIN, y, 10, 10, f"#{colour}")
        yield svg.text(svg.MARGIN + 16, y + 9.5, name)
