"""Shares to both sides of a middle line. Cells stay positive: the left side runs along an axis turned round."""

from collections.abc import Sequence

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
    unseen_values_axis,
    values_axis,
)
from reports.excel.markup import cached, drawn, fill, letters, part, valued
from reports.excel.styles import INK, PERCENT
from reports.palette import sides
from reports.sheet import SidesChart, Size

_ENDS = (-1.0, 1.0, 0.25)
_LEFT_AXES, _RIGHT_AXES = (3, 4), (1, 2)
_TITLE, _AXIS = 72.0, 58.0  # points above the plot, with the legend, and below it


def sides_chart(chart: SidesChart, columns: dict[str, Series], *, language: Language, size: Size) -> NativeChart:
    """Draw shares of both sides as bars from the middle, names at the left; ``size`` in points."""
    label = columns[chart.label]
    colours = sides(turned=chart.turned)
    right = _bars([columns[header] for header in chart.right], label, colours[1], first=0, axes=_RIGHT_AXES)
    left = _bars([columns[header] for header in chart.left], label, colours[0], first=len(chart.right), axes=_LEFT_AXES)
    form = f"0{PERCENT[language]};0{PERCENT[language]}"
    plot = part(
        "plotArea",
        layout(label, width=size[0], top=_TITLE / size[1], height=1 - (_TITLE + _AXIS) / size[1]),
        right,
        left,
        names_axis(_RIGHT_AXES[0], across=_RIGHT_AXES[1]),
        values_axis(_RIGHT_AXES[1], across=_RIGHT_AXES[0], ends=_ENDS, form=form, title=chart.axis),
        names_axis(_LEFT_AXES[0], across=_LEFT_AXES[1], shown=False),
        unseen_values_axis(_LEFT_AXES[1], across=_LEFT_AXES[0], ends=_ENDS, position="t"),
    )
    legend = part("legend", valued("legendPos", "t"), valued("overlay", 0), letters(size=10, colour=INK))
    return chart_space(chart.title, plot, legend, language=language)


def _bars(
    shares: Sequence[Series], label: Series, colours: Sequence[str], *, first: int, axes: tuple[int, int]
) -> Element:
    return part(
        "barChart",
        valued("barDir", "bar"),
        valued("grouping", "stacked"),
        valued("varyColors", 0),
        *[
            _series(each, label, colour, first + place)
            for place, (each, colour) in enumerate(zip(shares, colours, strict=False))
        ],
        valued("gapWidth", 35),
        valued("overlap", 100),
        *[valued("axId", axis) for axis in axes],
    )


def _series(share: Series, label: Series, colour: str, place: int) -> Element:
    return part(
        "ser",
        valued("idx", place),
        valued("order", place),
        part("tx", cached("strRef", "strCache", share.header_cell, [share.header])),
        part("spPr", fill(colour), drawn("ln", drawn("noFill"))),
        valued("invertIfNegative", 0),
        part("cat", names(label)),
        part("val", numbers(share)),
    )
