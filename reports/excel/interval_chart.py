"""Estimates as bars with their intervals, one below the other: parts in the order of the schema."""

from math import ceil, floor, inf, log10

from openpyxl.xml.functions import Element

from instruments.language import Language
from reports.excel.axes import (
    NativeChart,
    Series,
    chart_space,
    layout,
    names,
    names_axis,
    numbers,
    rounded,
    values_axis,
)
from reports.excel.markup import drawn, fill, part, valued
from reports.excel.styles import ACCENT, BAR, IN_HUNDREDTHS, number_format
from reports.numerals import Format
from reports.sheet import IntervalChart, Size

_MOST_STEPS = 6
_GAP, _GAP_OF_HISTOGRAM = 70, 4  # between bars, as a percentage of a bar
_NAMES, _VALUES = 1, 2  # axes
_TITLE, _AXIS = 46.0, 58.0  # points above and below the plot
LINE_OF_TITLE = 16.0  # points that each further line of the title takes


def interval_chart(
    chart: IntervalChart, columns: dict[str, Series], *, form: Format, language: Language, size: Size
) -> NativeChart:
    """Draw estimates as bars with their intervals, names at the left.

    Parameters
    ----------
    chart : IntervalChart
    columns : dict of Series
        By header.
    form : str
        The kind of number of the estimates.
    language : {"en", "fr"}
    size : (float, float)
        How wide and how high the chart is, in points.
    """
    bars = part(
        "barChart",
        valued("barDir", "bar"),
        valued("grouping", "clustered"),
        valued("varyColors", 0),
        _series(chart, columns),
        valued("gapWidth", _GAP if chart.above else _GAP_OF_HISTOGRAM),
        valued("axId", _NAMES),
        valued("axId", _VALUES),
    )
    ends = _ends(chart, columns, form=form)
    axis = values_axis(_VALUES, across=_NAMES, ends=ends, form=rounded(number_format(form, language)), title=chart.axis)
    top = _TITLE + LINE_OF_TITLE * chart.title.count("\n")
    place = layout(columns[chart.label], width=size[0], top=top / size[1], height=1 - (top + _AXIS) / size[1])
    plot = part("plotArea", place, bars, names_axis(_NAMES, across=_VALUES), axis)
    return chart_space(chart.title, plot, language=language)


def _series(chart: IntervalChart, columns: dict[str, Series]) -> Element:
    return part(
        "ser",
        valued("idx", 0),
        valued("order", 0),
        part("spPr", fill(BAR), drawn("ln", drawn("noFill"))),
        valued("invertIfNegative", 0),
        *_intervals(chart, columns),
        part("cat", names(columns[chart.label])),
        part("val", numbers(columns[chart.estimate])),
    )


def _intervals(chart: IntervalChart, columns: dict[str, Series]) -> tuple[Element, ...]:
    if chart.above is None or chart.below is None:
        return ()
    return (
        part(
            "errBars",
            valued("errBarType", "both"),
            valued("errValType", "cust"),
            valued("noEndCap", 0),
            part("plus", numbers(columns[chart.above])),
            part("minus", numbers(columns[chart.below])),
            part("spPr", drawn("ln", fill(ACCENT), w="22225")),
        ),
    )


def _ends(chart: IntervalChart, columns: dict[str, Series], *, form: Format) -> tuple[float, float, float]:
    """Return the ends of the axis and its step: the whole of a share, else round numbers around the intervals."""
    estimates = columns[chart.estimate].values
    below, above = (columns[name].values if name else [0.0] * len(estimates) for name in (chart.below, chart.above))
    ends = [0.0]
    for estimate, less, more in zip(estimates, below, above, strict=True):
        if isinstance(estimate, float):
            ends += [estimate - (less if isinstance(less, float) else 0.0)]
            ends += [estimate + (more if isinstance(more, float) else 0.0)]
    one = 100.0 if form in IN_HUNDREDTHS else 1.0
    lowest, highest = (one * end for end in chart.possible or (-inf, inf))
    ends = [min(max(end, lowest), highest) for end in ends]
    if form in ("share", "percent") and min(ends) >= 0.0 and max(ends) <= one:
        return 0.0, one, one / 4
    step = _round_step((max(ends) - min(ends)) / _MOST_STEPS)
    low, high = floor(min(ends) / step) * step, ceil(max(ends) / step) * step
    return max(low, lowest), min(high, highest), step


def _round_step(wanted: float) -> float:
    """Return the smallest of 1, 2, 5 and 10, at some power of ten, that is not below what is wanted."""
    if wanted <= 0:
        return 1.0
    power = 10.0 ** floor(log10(wanted))
    return next(power * leap for leap in (1, 2, 5, 10) if power * leap >= wanted * (1 - 1e-9))
