"""The charts of the sheets as pictures of lines and boxes, wide enough for a phone and sharp on paper."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from textwrap import wrap

from instruments.language import Language
from instruments.words import say
from reports.numerals import Format, spelled
from reports.page.markup import many
from reports.palette import SHADES, hatch_on, ink_on, sides
from reports.sheet import IntervalChart, Sheet, SidesChart, TileMap
from reports.table import Cell, Mark, Number, Table

_WIDTH, _MARGIN = 340, 8
_LINE, _BAR, _AIR = 14, 12, 9
_LETTERS_A_LINE = 52
_INK, _QUIET, _RULE, _BAR_COLOUR, _ACCENT = "#1F2528", "#5B666B", "#CBD3D6", "#B5D0D6", "#1B4F5F"
_TILE_HEIGHT, _HATCH = 44, 8


def drawn(sheet: Sheet, *, language: Language) -> str:
    """Return the chart of a sheet as SVG, with its finding in words for those who do not see it."""
    if sheet.chart is None or sheet.table is None:
        return ""
    match sheet.chart:
        case IntervalChart():
            parts, height = _intervals(sheet.chart, sheet.table, language)
        case SidesChart():
            parts, height = _sides(sheet.chart, sheet.table, language)
        case TileMap():
            parts, height = _tiles(sheet.chart)
    title = f"<title>{escape(sheet.chart.title)}</title>"
    label = escape(sheet.chart.alt, quote=True)
    box = f"0 0 {_WIDTH} {height:g}"
    return f'<svg role="img" aria-label="{label}" viewBox="{box}">{title}\n{many(*parts)}\n</svg>'


def _intervals(chart: IntervalChart, table: Table, language: Language) -> tuple[list[str], float]:
    names = [chart.label, chart.estimate, chart.below or chart.estimate, chart.above or chart.estimate]
    label, estimate, below, above = (table.column(name) for name in names)
    rows = [(row[label], _value(row[estimate]), _value(row[below]), _value(row[above])) for row in table.rows]
    ends = [0.0]
    for _, value, less, more in rows:
        if value is not None:
            ends += [value - (less or 0.0), value + (more or 0.0)]
    lowest, highest = chart.possible or (min(ends), max(ends))
    low, high = max(min(ends), lowest), min(max(ends), highest)
    parts, y = [], 4.0

    def at(value: float) -> float:
        return _MARGIN + (min(max(value, low), high) - low) / ((high - low) or 1.0) * (_WIDTH - 2 * _MARGIN)

    for (name, value, less, more), row in zip(rows, table.rows, strict=True):
        told = {"name": name.text(language), "value": row[estimate].text(language)}
        lines = wrap(say("reports.page.bar", language, **told), _LETTERS_A_LINE)
        parts += [_text(_MARGIN, y + _LINE * (place + 1) - 3, words) for place, words in enumerate(lines)]
        y += _LINE * len(lines)
        if value is not None:
            parts.append(_rect(min(at(0.0), at(value)), y, abs(at(value) - at(0.0)), _BAR, _BAR_COLOUR))
            parts += _whisker(at(value - (less or 0.0)), at(value + (more or 0.0)), y + _BAR / 2)
        y += _BAR + _AIR
    parts.insert(0, _upright(at(0.0), 0, y))
    forms: list[Format] = [cell.form for row in table.rows if isinstance(cell := row[estimate], Number)]
    form = forms[0] if forms else "share"
    parts += _axis([low, 0.0, high], at, y, form, language)
    parts.append(_text(_WIDTH / 2, y + 2 * _LINE, chart.axis, anchor="middle", colour=_QUIET, size=10))
    return parts, y + 2 * _LINE + 8


def _sides(chart: SidesChart, table: Table, language: Language) -> tuple[list[str], float]:
    label, within = table.column(chart.label), table.column(chart.within)
    left, right = ([table.column(name) for name in side] for side in (chart.left, chart.right))
    tones = sides(turned=chart.turned)
    middle, reach = _WIDTH / 2, _WIDTH / 2 - _MARGIN
    parts, y = list(_legend(chart)), _LINE * (len(chart.left) + len(chart.right)) + 10.0
    top, part = y, ""
    for row in table.rows:
        if (name := row[within].text(language)) not in {part, row[label].text(language)}:
            y += _AIR
            parts.append(_text(_MARGIN, y + _LINE - 3, name, bold=True))
            part, y = name, y + _LINE
        parts.append(_text(_MARGIN, y + _LINE - 3, row[label].text(language)))
        y += _LINE
        for places, colours, side in ((left, tones[0], -1), (right, tones[1], 1)):
            x = middle
            for place, colour in zip(places, colours, strict=False):
                width = (_value(row[place]) or 0.0) * reach
                parts.append(_rect(min(x, x + side * width), y, width, _BAR, f"#{colour}"))
                x += side * width
        if isinstance(row[right[0]], Mark):
            parts.append(_text(middle + 4, y + _BAR - 2, row[right[0]].text(language), colour=_QUIET))
        y += _BAR + _AIR
    parts.append(_upright(middle, top, y))
    for share, x in ((1.0, _MARGIN), (0.5, _WIDTH / 4), (0.0, middle), (0.5, 3 * _WIDTH / 4), (1.0, _WIDTH - _MARGIN)):
        anchor = "start" if x == _MARGIN else "end" if x == _WIDTH - _MARGIN else "middle"
        parts.append(_text(x, y + _LINE, _tick(share, language), anchor=anchor, colour=_QUIET, size=10))
    return parts, y + _LINE + 8


def _legend(chart: SidesChart) -> Iterator[str]:
    left, right = sides(turned=chart.turned)
    outward = [*zip(reversed(chart.left), reversed(left[: len(chart.left)]), strict=True)]
    outward += [*zip(chart.right, right, strict=False)]
    for place, (name, colour) in enumerate(outward):
        y = 4 + place * _LINE
        yield _rect(_MARGIN, y, 10, 10, f"#{colour}")
        yield _text(_MARGIN + 16, y + 9, name)


def _tiles(chart: TileMap) -> tuple[list[str], float]:
    columns, rows = (1 + max(places) for places in zip(*((t.column, t.row) for t in chart.tiles), strict=True))
    width = (_WIDTH - 2) / columns
    parts = []
    for tile in chart.tiles:
        x, y = 1 + tile.column * width, tile.row * _TILE_HEIGHT
        ink = f"#{ink_on(tile.shade)}"
        parts.append(_rect(x + 1, y + 1, width - 2, _TILE_HEIGHT - 2, f"#{SHADES[tile.shade]}"))
        parts += _hatch(x + 1, y + 1, width - 2, _TILE_HEIGHT - 2, f"#{hatch_on(tile.shade)}") if tile.unsure else []
        parts.append(_text(x + width / 2, y + 18, tile.name, anchor="middle", colour=ink, size=8.5))
        parts.append(_text(x + width / 2, y + 33, tile.words, anchor="middle", colour=ink, size=10))
    y = rows * _TILE_HEIGHT + 8.0
    for shade, words in chart.legend:
        parts.append(_rect(_MARGIN, y, 10, 10, f"#{SHADES[shade]}"))
        parts.append(_text(_MARGIN + 16, y + 9, words))
        y += _LINE
    return parts, y + 4


def _axis(
    values: Sequence[float], at: Callable[[float], float], y: float, form: Format, language: Language
) -> Iterator[str]:
    for value in dict.fromkeys(values):
        x = at(value)
        if value and abs(x - at(0.0)) < _WIDTH / 6:
            continue  # its words would run into those of zero
        anchor = "start" if x < _WIDTH / 6 else "end" if x > 5 * _WIDTH / 6 else "middle"
        words = _tick(value, language) if form == "share" else spelled(value, form, language)
        yield _text(x, y + _LINE - 2, words, anchor=anchor, colour=_QUIET, size=10)


def _tick(value: float, language: Language) -> str:
    """Return a round share as an axis has it."""
    return spelled(value, "whole", language)


def _whisker(low: float, high: float, y: float) -> Iterator[str]:
    yield f'<path d="M{low:.1f} {y:.1f}H{high:.1f}" stroke="{_ACCENT}" stroke-width="2"/>'
    yield from (f'<path d="M{x:.1f} {y - 4:.1f}v8" stroke="{_ACCENT}" stroke-width="2"/>' for x in (low, high))


def _upright(x: float, top: float, bottom: float) -> str:
    return f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{_RULE}" stroke-width="1"/>'


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _hatch(x: float, y: float, width: float, height: float, colour: str) -> Iterator[str]:
    """Yield slanted lines over a box, from its left and lower edge to its upper and right one."""
    for start in range(0, int(width + height), _HATCH):
        left, top = max(0.0, start - height), max(0.0, start - width)
        line = f"M{x + left:.1f} {y + start - left:.1f}L{x + start - top:.1f} {y + top:.1f}"
        yield f'<path d="{line}" stroke="{colour}" stroke-width="1.5"/>'


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = _INK,
    size: float = 11,
    bold: bool = False,
) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"'
    place += ' font-weight="bold"' if bold else ""
    return f"<text {place}>{escape(words)}</text>"


def _value(cell: Cell) -> float | None:
    return cell.value if isinstance(cell, Number) else None
