"""Native charts: parts in the order of the schema, with the values that viewers show before they read cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from openpyxl.chart._chart import ChartBase
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.xml.functions import Element

from instruments.language import Language
from reports.excel.markup import cached, drawn, fill, letters, part, rich, valued
from reports.excel.styles import ACCENT, BAR, INK, QUIET, RULE, number_format
from reports.numerals import Format
from reports.sheet import IntervalChart

LOCALES: dict[Language, str] = {"en": "en-GB", "fr": "fr-FR"}

_MOST_STEPS = 6
_SMALLEST_LABELS, _WIDEST_LABELS = 12, 38  # characters
_GAP, _GAP_OF_HISTOGRAM = 70, 4  # between bars, as a percentage of a bar
_CHARACTER = 0.0105  # of the width of the chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A column of a table for a chart: its cells, and what they hold; None where a cell holds a mark."""

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


def interval_chart(
    chart: IntervalChart, columns: dict[str, Series], *, form: Format, language: Language
) -> NativeChart:
    """Draw estimates as bars with their intervals, one below the other, names at the left.

    Parameters
    ----------
    chart : IntervalChart
    columns : dict of Series
        ``label`` and ``estimate``; ``below`` and ``above`` where there are intervals.
    form : str
        The kind of number of the estimates.
    language : {"en", "fr"}
    """
    low, high, step = _scale(columns, share=form == "share")
    bars = part(
        "barChart",
        valued("barDir", "bar"),
        valued("grouping", "clustered"),
        valued("varyColors", 0),
        _series(columns),
        valued("gapWidth", _GAP if "above" in columns else _GAP_OF_HISTOGRAM),
        valued("axId", 1),
        valued("axId", 2),
    )
    numbers = _values_axis(low, high, step, form=_rounded(number_format(form, language)), title=chart.axis)
    plot = part("plotArea", _layout(columns["label"]), bars, _names_axis(), numbers)
    title = part("title", part("tx", rich(chart.title, size=12, bold=True)), valued("overlay", 0))
    shown = [valued("autoTitleDeleted", 0), plot, valued("plotVisOnly", 1), valued("dispBlanksAs", "gap")]
    return NativeChart(
        part(
            "chartSpace",
            valued("date1904", 0),
            valued("lang", LOCALES[language]),
            valued("roundedCorners", 0),
            part("chart", title, *shown),
            part("spPr", fill("FFFFFF"), drawn("ln", fill(RULE), w="9525")),
        )
    )


def _series(columns: dict[str, Series]) -> Element:
    labels = columns["label"]
    return part(
        "ser",
        valued("idx", 0),
        valued("order", 0),
        part("spPr", fill(BAR), drawn("ln", drawn("noFill"))),
        valued("invertIfNegative", 0),
        *([_intervals(columns)] if "above" in columns else []),
        part("cat", cached("strRef", "strCache", labels.cells, labels.values)),
        part("val", _numbers(columns["estimate"])),
    )


def _intervals(columns: dict[str, Series]) -> Element:
    return part(
        "errBars",
        valued("errBarType", "both"),
        valued("errValType", "cust"),
        valued("noEndCap", 0),
        part("plus", _numbers(columns["above"])),
        part("minus", _numbers(columns["below"])),
        part("spPr", drawn("ln", fill(ACCENT), w="22225")),
    )


def _numbers(series: Series) -> Element:
    return cached("numRef", "numCache", series.cells, series.values)


def _scale(columns: dict[str, Series], *, share: bool) -> tuple[float, float, float]:
    """Return the ends of the axis and its step: the whole of a share, else round numbers around the intervals."""
    if share:
        return 0.0, 1.0, 0.25
    estimates = columns["estimate"].values
    none = Series(cells="", values=[0.0] * len(estimates))
    reach = [columns.get(name, none).values for name in ("below", "above")]
    ends = [0.0]
    for estimate, below, above in zip(estimates, *reach, strict=True):
        if isinstance(estimate, float) and isinstance(below, float) and isinstance(above, float):
            ends += [estimate - below, estimate + above]
    step = _round_step((max(ends) - min(ends)) / _MOST_STEPS)
    return floor(min(ends) / step) * step, ceil(max(ends) / step) * step, step


def _round_step(wanted: float) -> float:
    """Return the smallest of 1, 2, 5 and 10, at some power of ten, that is not below what is wanted."""
    if wanted <= 0:
        return 1.0
    power = 10.0 ** floor(log10(wanted))
    return next(power * leap for leap in (1, 2, 5, 10) if power * leap >= wanted * (1 - 1e-9))


def _names_axis() -> Element:
    return part(
        "catAx",
        valued("axId", 1),
        part("scaling", valued("orientation", "maxMin")),  # the first row of the table on top
        valued("delete", 0),
        valued("axPos", "l"),
        part("numFmt", formatCode="General", sourceLinked="0"),
        valued("majorTickMark", "none"),
        valued("minorTickMark", "none"),
        valued("tickLblPos", "low"),
        part("spPr", drawn("ln", fill(QUIET), w="9525")),
        letters(size=10, colour=INK),
        valued("crossAx", 2),
        valued("crosses", "autoZero"),
        valued("auto", 0),
        valued("lblOffset", 60),
        valued("noMultiLvlLbl", 1),
    )


def _values_axis(low: float, high: float, step: float, *, form: str, title: str) -> Element:
    return part(
        "valAx",
        valued("axId", 2),
        part("scaling", valued("orientation", "minMax"), valued("max", high), valued("min", low)),
        valued("delete", 0),
        valued("axPos", "b"),
        part("majorGridlines", part("spPr", drawn("ln", fill(RULE), w="6350"))),
        part("title", part("tx", rich(title, size=10, bold=False)), valued("overlay", 0)),
        part("numFmt", formatCode=form, sourceLinked="0"),
        valued("majorTickMark", "none"),
        valued("minorTickMark", "none"),
        valued("tickLblPos", "nextTo"),
        part("spPr", drawn("ln", drawn("noFill"))),
        letters(size=10, colour=QUIET),
        valued("crossAx", 1),
        valued("crosses", "max"),  # below, though the first row is on top
        valued("crossBetween", "between"),
        valued("majorUnit", step),
    )


def _layout(labels: Series) -> Element:
    longest = max(len(str(label)) for label in labels.values)
    left = _CHARACTER * min(max(longest, _SMALLEST_LABELS), _WIDEST_LABELS) + 0.02
    inner = {"xMode": "edge", "yMode": "edge", "x": left, "y": 0.15, "w": 0.95 - left, "h": 0.63}
    return part(
        "layout",
        part("manualLayout", valued("layoutTarget", "inner"), *[valued(name, at) for name, at in inner.items()]),
    )


def _rounded(form: str) -> str:
    """Return a number format without digits after the point of a percentage: the marks of an axis are round."""
    return form.replace("0.0", "0") if "%" in form else form
