"""A map in tiles as a native chart: columns of equal blocks, each with its own colour and its own words."""

from collections.abc import Sequence

from openpyxl.xml.functions import Element

from instruments.language import Language
from reports.excel.axes import NativeChart, chart_space, names_axis, placed, unseen_values_axis
from reports.excel.markup import drawn, fill, listed_numbers, listed_words, part, rich, valued
from reports.palette import SHADES, hatch_on, ink_on
from reports.sheet import Tile, TileMap

_NAMES, _VALUES = 1, 2  # axes
_LETTERS = 9


def tile_chart(chart: TileMap, *, language: Language) -> NativeChart:
    """Draw a map: a series a row of tiles, from the bottom up."""
    columns = 1 + max(tile.column for tile in chart.tiles)
    rows = 1 + max(tile.row for tile in chart.tiles)
    held = {(tile.row, tile.column): tile for tile in chart.tiles}
    series = [
        _row(place, [held.get((row, column)) for column in range(columns)])
        for place, row in enumerate(reversed(range(rows)))
    ]
    blocks = part(
        "barChart",
        valued("barDir", "col"),
        valued("grouping", "stacked"),
        valued("varyColors", 0),
        *series,
        valued("gapWidth", 0),
        valued("overlap", 100),
        valued("axId", _NAMES),
        valued("axId", _VALUES),
    )
    ends = (0.0, float(rows), 1.0)
    plot = part(
        "plotArea",
        placed(0.02, 0.12, 0.96, 0.85),
        blocks,
        names_axis(_NAMES, across=_VALUES, upright=True, shown=False),
        unseen_values_axis(_VALUES, across=_NAMES, ends=ends, position="l"),
    )
    return chart_space(chart.title, plot, language=language)


def _row(place: int, tiles: Sequence[Tile | None]) -> Element:
    return part(
        "ser",
        valued("idx", place),
        valued("order", place),
        part("spPr", drawn("noFill"), drawn("ln", drawn("noFill"))),
        valued("invertIfNegative", 0),
        *[_block(column, tile) for column, tile in enumerate(tiles) if tile],
        part(
            "dLbls",
            *[_words(column, tile) for column, tile in enumerate(tiles) if tile],
            *[valued(name, 0) for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent")],
            valued("showBubbleSize", 0),
        ),
        part("cat", listed_words([str(column) for column in range(len(tiles))])),
        part("val", listed_numbers([1] * len(tiles))),
    )


def _filling(tile: Tile) -> Element:
    """Return the filling of a tile: hatched where its shade may be another."""
    if not tile.unsure:
        return fill(SHADES[tile.shade])
    lines = drawn("fgClr", drawn("srgbClr", val=hatch_on(tile.shade)))
    return drawn("pattFill", lines, drawn("bgClr", drawn("srgbClr", val=SHADES[tile.shade])), prst="wdUpDiag")


def _block(column: int, tile: Tile) -> Element:
    look = part("spPr", _filling(tile), drawn("ln", fill("FFFFFF"), w="28575"))
    return part("dPt", valued("idx", column), valued("invertIfNegative", 0), valued("bubble3D", 0), look)


def _words(column: int, tile: Tile) -> Element:
    words = rich(f"{tile.name}\n{tile.words}", size=_LETTERS, bold=False, colour=ink_on(tile.shade))
    return part(
        "dLbl",
        valued("idx", column),
        part("tx", words),
        part("spPr", drawn("noFill"), drawn("ln", drawn("noFill"))),
        valued("dLblPos", "ctr"),
        valued("showLegendKey", 0),
        valued("showVal", 1),
        valued("showCatName", 0),
        valued("showSerName", 0),
        valued("showPercent", 0),
        valued("showBubbleSize", 0),
    )
