"""The charts of the sheets as pictures, each with its finding in words for those who do not see it."""

from instruments.language import Language
from instruments.words import say
from reports.page.intervals import intervals
from reports.page.markup import many
from reports.page.sides import sides
from reports.page.svg import Drawing, picture
from reports.page.tiles import tiles
from reports.sheet import Chart, IntervalChart, Sheet, SidesChart, TileMap
from reports.table import Table


def drawn(sheet: Sheet, *, language: Language) -> str:
    """Return the chart of a sheet as SVG: one picture, or parts of a long one."""
    chart = sheet.chart
    if chart is None or sheet.table is None:
        return ""
    drawings = _drawings(chart, sheet.table, language)
    labels = [chart.alt]
    labels += [_part(chart, place, len(drawings), language) for place in range(2, len(drawings) + 1)]
    pictures = (
        picture(drawing, title=chart.title, label=label, role="group" if "<a " in "".join(drawing[0]) else "img")
        for drawing, label in zip(drawings, labels, strict=True)
    )
    return many(*pictures)


def _drawings(chart: Chart, table: Table, language: Language) -> list[Drawing]:
    match chart:
        case IntervalChart():
            return list(intervals(chart, table, language=language))
        case SidesChart():
            return [sides(chart, table, language=language)]
        case TileMap():
            return [tiles(chart, language=language)]


def _part(chart: Chart, place: int, count: int, language: Language) -> str:
    return say("reports.page.part", language, title=chart.title, place=place, count=count)
