"""The frame of a chart: its axes, its title, where the plot stands, and the whole as the schema orders it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl.chart._chart import ChartBase
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.xml.functions import Element

from instruments.language import Language
from reports.excel.letters import width_of, wrapped
from reports.excel.markup import cached, drawn, fill, letters, part, rich, valued
from reports.excel.styles import INK, QUIET, RULE

LOCALES: dict[Language, str] = {"en": "en-GB", "fr": "fr-FR"}

Ends = tuple[float, float, float]  # low end, high end, step

_LETTERS = 10  # points
_SMALLEST_LABELS, _WIDEST_LABELS, _BESIDE_LABELS = 60.0, 270.0, 14.0  # points
_LEAST_WRAPPED, _STEP = 180, 4  # points, for names that are broken into lines
_BREAKS = (0.94, 1.0, 1.06, 1.12)  # viewers break lines a little earlier or later than is reckoned here


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A column of a table for a chart: its cells, what they hold, and its header; None where a cell holds a mark."""

    header: str
    header_cell: str
    cells: str
    values: Sequence[object]


class NativeChart(ChartBase):
    """A chart whose markup is ready: it only takes part in the packaging of the workbook."""

    tagname = "chart"
    anchor: OneCellAnchor  # type: ignore[assignment]  # the stubs know addresses only

    def __init__(self, markup: Element) -> None:
        super().__init__()
        self._markup = markup

    def _write(self) -> Element:
        return self._markup


def chart_space(title: str, plot: Element, *after: Element, language: Language) -> NativeChart:
    """Return a whole chart: its title, its plot, and what follows the plot, such as a legend."""
    heading = part("title", part("tx", rich(title, size=12, bold=True)), valued("overlay", 0))
    shown = [valued("autoTitleDeleted", 0), plot, *after, valued("plotVisOnly", 1), valued("dispBlanksAs", "gap")]
    return NativeChart(
        part(
            "chartSpace",
            valued("date1904", 0),
            valued("lang", LOCALES[language]),
            valued("roundedCorners", 0),
            part("chart", heading, *shown),
            part("spPr", fill("FFFFFF"), drawn("ln", fill(RULE), w="9525")),
        )
    )


def numbers(series: Series) -> Element:
    """Return a reference to the numbers of a column."""
    return cached("numRef", "numCache", series.cells, series.values)


def names(series: Series) -> Element:
    """Return a reference to the names of a column."""
    return cached("strRef", "strCache", series.cells, series.values)


def names_axis(axis: int, *, across: int, shown: bool = True, upright: bool = False) -> Element:
    """Return the axis of names: the first row of the table on top, or the first column at the left."""
    return part(
        "catAx",
        valued("axId", axis),
        part("scaling", valued("orientation", "minMax" if upright else "maxMin")),
        valued("delete", int(not shown)),
        valued("axPos", "b" if upright else "l"),
        part("numFmt", formatCode="General", sourceLinked="0"),
        valued("majorTickMark", "none"),
        valued("minorTickMark", "none"),
        valued("tickLblPos", "low"),
        part("spPr", drawn("ln", fill(QUIET), w="9525")),
        letters(size=10, colour=INK),
        valued("crossAx", across),
        valued("crosses", "autoZero"),
        valued("auto", 0),
        valued("lblOffset", 60),
        valued("tickLblSkip", 1),
        valued("noMultiLvlLbl", 1),
    )


def values_axis(axis: int, *, across: int, ends: Ends, form: str, title: str) -> Element:
    """Return the axis of numbers below the plot."""
    shown = (
        part("majorGridlines", part("spPr", drawn("ln", fill(RULE), w="6350"))),
        part("title", part("tx", rich(title, size=10, bold=False)), valued("overlay", 0)),
    )
    return _values_axis(axis, across, ends, form, position="b", shown=shown)


def unseen_values_axis(axis: int, *, across: int, ends: Ends, position: Literal["t", "l"]) -> Element:
    """Return an axis of numbers that is not seen; at the top it is turned round.

    It is there all the same, without labels: LibreOffice draws what belongs to a deleted axis along another one.
    """
    return _values_axis(axis, across, ends, "General", position=position, shown=None)


def _values_axis(
    axis: int, across: int, ends: Ends, form: str, *, position: str, shown: tuple[Element, ...] | None
) -> Element:
    low, high, step = ends
    turn = valued("orientation", "maxMin" if position == "t" else "minMax")
    return part(
        "valAx",
        valued("axId", axis),
        part("scaling", turn, valued("max", high), valued("min", low)),
        valued("delete", 0),
        valued("axPos", position),
        *(shown or ()),
        part("numFmt", formatCode=form, sourceLinked="0"),
        valued("majorTickMark", "none"),
        valued("minorTickMark", "none"),
        valued("tickLblPos", "nextTo" if shown else "none"),
        part("spPr", drawn("ln", drawn("noFill"))),
        letters(size=10, colour=QUIET),
        valued("crossAx", across),
        valued("crosses", "max" if position == "b" else "autoZero"),  # below, though the first row is on top
        valued("crossBetween", "between"),
        valued("majorUnit", step),
    )


def layout(labels: Series, *, width: float, top: float, height: float) -> Element:
    """Return where the plot stands in a chart so many points wide: right of the longest name."""
    left = max(_room([str(label) for label in labels.values], more=0.02 * width), _SMALLEST_LABELS) / width + 0.02
    return placed(left, top, 0.95 - left, height)


def _room(labels: Sequence[str], *, more: float) -> float:
    """Return how much room the names take: on one line each, or wrapped so that no line fills all there is."""
    if (longest := _widest(labels) + _BESIDE_LABELS) <= _WIDEST_LABELS:
        return longest
    for room in range(_LEAST_WRAPPED, round(_WIDEST_LABELS), _STEP):
        rooms = [some * (room + more) for some in _BREAKS]
        broken = [line for label in labels for each in rooms for line in wrapped(label, room=each, size=_LETTERS)]
        if _widest(broken) + _BESIDE_LABELS <= room + more:
            return room
    return _LEAST_WRAPPED


def _widest(texts: Sequence[str]) -> float:
    return max(width_of(text, size=_LETTERS) for text in texts)


def placed(x: float, y: float, w: float, h: float) -> Element:
    """Return a layout by hand, in fractions of the chart."""
    inner = {"xMode": "edge", "yMode": "edge", "x": x, "y": y, "w": w, "h": h}
    return part(
        "layout",
        part("manualLayout", valued("layoutTarget", "inner"), *[valued(name, at) for name, at in inner.items()]),
    )


def rounded(form: str) -> str:
    """Return a number format without digits after the point of a percentage or of points: axes have round marks."""
    return form.replace("0.0", "0") if "%" in form or "pts" in form else form
