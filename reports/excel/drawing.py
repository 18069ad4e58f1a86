"""Where a chart stands on its sheet and how large it is: beside the text, above the table that it is drawn from."""

from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from instruments.cell_text import clean
from reports.excel.axes import NativeChart, Series
from reports.excel.interval_chart import LINE_OF_TITLE, interval_chart
from reports.excel.measure import LINE, POINTS_A_CHARACTER
from reports.excel.sides_chart import sides_chart
from reports.excel.styles import stored
from reports.excel.tables import Pen
from reports.excel.tile_chart import tile_chart
from reports.sheet import Chart, IntervalChart, SidesChart, Size, TileMap
from reports.table import Cell, Mark, Number, Table, Words

_AIR_BESIDE = 9.0  # points
_MOST_STRETCH = 1.5
_FEW_BARS = 15
_WIDEST = 900.0  # points
_EMU_A_POINT = 12_700

_INTERVAL, _MANY, _SIDES, _TILE = (
    (28.0, 110.0),
    (18.0, 110.0),
    (17.0, 140.0),
    (52.0, 60.0),
)  # points a bar or a row of tiles, and around them


def draw(worksheet: Worksheet, table: Table, chart: Chart, *, rows: tuple[int, int], text: float, pen: Pen) -> float:
    """Draw the chart beside the text and return how much higher it is, in points.

    Parameters
    ----------
    worksheet : Worksheet
    table : Table
    chart : Chart
    rows : (int, int)
        The first row of the text, and the row of the header of the table.
    text : float
        How high the text is, in points.
    pen : Pen
    """
    least = _height(chart, len(table.rows))
    stretched = least if isinstance(chart, TileMap) else min(max(least, text), _MOST_STRETCH * least)
    width = min(POINTS_A_CHARACTER * sum(column.width for column in table.columns[1:]), _WIDEST)
    drawing = _drawn(chart, _columns(worksheet.title, table, top=rows[1]), table, pen=pen, size=(width, stretched))
    corner = AnchorMarker(col=1, row=rows[0] - 1, colOff=round(_AIR_BESIDE * _EMU_A_POINT))
    size = XDRPositiveSize2D(round((width - _AIR_BESIDE) * _EMU_A_POINT), round(stretched * _EMU_A_POINT))
    drawing.anchor = OneCellAnchor(corner, size)
    worksheet.add_chart(drawing)
    return stretched - text + LINE


def _height(chart: Chart, bars: int) -> float:
    match chart:
        case IntervalChart():
            each, around = _INTERVAL if bars <= _FEW_BARS else _MANY
            around += LINE_OF_TITLE * chart.title.count("\n")
        case SidesChart():
            each, around = _SIDES
        case TileMap():
            each, around = _TILE
            bars = 1 + max(tile.row for tile in chart.tiles)
    return around + each * bars


def _drawn(chart: Chart, columns: dict[str, Series], table: Table, *, pen: Pen, size: Size) -> NativeChart:
    match chart:
        case IntervalChart():
            forms = [cell.form for row in table.rows if isinstance(cell := row[table.column(chart.estimate)], Number)]
            form = "percent" if "percent" in forms else forms[0]  # of shares with points among them
            return interval_chart(chart, columns, form=form, language=pen.language, size=size)
        case SidesChart():
            return sides_chart(chart, columns, language=pen.language, size=size)
        case TileMap():
            return tile_chart(chart, language=pen.language)


def _columns(name: str, table: Table, *, top: int) -> dict[str, Series]:
    quoted = name.replace("'", "''")
    return {
        column.header: Series(
            header=clean(column.header),
            header_cell=f"'{quoted}'!${letter}${top}",
            cells=f"'{quoted}'!${letter}${top + 1}:${letter}${top + len(table.rows)}",
            values=[_value(row[place]) for row in table.rows],
        )
        for place, column in enumerate(table.columns)
        for letter in [get_column_letter(place + 1)]
    }


def _value(cell: Cell) -> float | str | None:
    match cell:
        case Number():
            return float(stored(cell))
        case Words():
            return clean(cell.words)
        case Mark():
            return None
