"""A map in tiles of one size, with its shades explained below."""

from collections.abc import Iterator

from instruments.language import Language
from instruments.words import say
from reports.page import svg
from reports.palette import SHADES, hatch_on, ink_on
from reports.sheet import Tile, TileMap

_HEIGHT, _HATCH, _NUMBER = 44, 8, 11
_LONG, _LONG_NAME, _NAME = 10, 8, 9.5  # letters of a name that is long, and the sizes of letters
_EDGE = 1


def tiles(chart: TileMap, *, language: Language) -> svg.Drawing:
    """Return the map; grey is explained where a tile is grey."""
    columns, rows = (1 + max(places) for places in zip(*((t.column, t.row) for t in chart.tiles), strict=True))
    width = (svg.WIDTH - 2 * _EDGE) / columns
    parts = [part for tile in chart.tiles for part in _tile(tile, width)]
    y = rows * _HEIGHT + 8.0
    for shade, words in chart.legend:
        if shade != "none" or any(tile.shade == "none" for tile in chart.tiles):
            told = say("reports.page.no_shade", language) if shade == "none" else words
            parts.append(svg.rect(svg.MARGIN, y, 10, 10, f"#{SHADES[shade]}"))
            parts.append(svg.text(svg.MARGIN + 16, y + 9.5, told))
            y += svg.LINE
    return parts, y + 4


def _tile(tile: Tile, width: float) -> Iterator[str]:
    x, y = _EDGE + tile.column * width, tile.row * _HEIGHT
    ink, ground = f"#{ink_on(tile.shade)}", f"#{SHADES[tile.shade]}"
    yield svg.rect(x + 1, y + 1, width - 2, _HEIGHT - 2, ground)
    if tile.unsure:
        yield from _hatch(x + 1, y + 1, width - 2, _HEIGHT - 2, f"#{hatch_on(tile.shade)}")
    behind = ground if tile.unsure else ""
    name = _NAME if len(tile.name) < _LONG else _LONG_NAME
    for words, below, size in ((tile.name, 18, name), (tile.words, 34, _NUMBER)):
        yield svg.text(x + width / 2, y + below, words, anchor="middle", colour=ink, size=size, behind=behind)


def _hatch(x: float, y: float, width: float, height: float, colour: str) -> Iterator[str]:
    """Yield slanted lines over a box, from its left and lower edge to its upper and right one."""
    for start in range(0, int(width + height), _HATCH):
        left, top = max(0.0, start - height), max(0.0, start - width)
        line = f"M{x + left:.1f} {y + start - left:.1f}L{x + start - top:.1f} {y + top:.1f}"
        yield f'<path d="{line}" stroke="{colour}" stroke-width="1.5"/>'
