"""Charts are written as their schema orders the parts, with the values that viewers show at once."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring

from reports.book import Book
from reports.excel.writer import packed
from reports.sheet import IntervalChart, Line, Sheet
from reports.table import Column, Mark, Number, Table, Words

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

# CT_BarSer, CT_ErrBars and CT_ValAx of ISO/IEC 29500-1, annex A: only the parts in use.
ORDER = {
    "ser": ["idx", "order", "spPr", "invertIfNegative", "errBars", "cat", "val"],
    "errBars": ["errBarType", "errValType", "noEndCap", "plus", "minus", "spPr"],
    "chart": ["title", "autoTitleDeleted", "plotArea", "plotVisOnly", "dispBlanksAs"],
    "scaling": ["orientation", "max", "min"],
    "barChart": ["barDir", "grouping", "varyColors", "ser", "gapWidth", "axId", "axId"],
}


@pytest.fixture(scope="module")
def archive():
    rows = (
        (Words("Rural"), Number(0.6, "share"), Number(0.1, "share"), Number(0.05, "share")),
        (Words("Kidal"), Mark("c"), Mark("c"), Mark("c")),
    )
    columns = tuple(Column(name) for name in ("Group", "Estimate", "Below", "Above"))
    table = Table(name="groups", columns=columns, rows=rows)
    chart = IntervalChart(
        title="T", axis="A", alt="Rural 60%", label="Group", estimate="Estimate", below="Below", above="Above"
    )
    sheet = Sheet(key="c", name="It's C", title="C", about="C", lines=(Line("Words"),), table=table, chart=chart)
    made = datetime(2026, 5, 1, tzinfo=UTC)
    book = Book(language="fr", title="T", author="A", made=made, footer="F", sheets=(sheet,))
    return ZipFile(BytesIO(packed(book)))


@pytest.mark.parametrize("name", ORDER)
def test_parts_stand_in_the_order_of_the_schema(archive, name):
    space = fromstring(archive.read("xl/charts/chart1.xml"))
    *_, found = space.iter(CHART + name)
    assert [child.tag.removeprefix(CHART) for child in found] == ORDER[name]


def test_axes_are_shown(archive):
    space = fromstring(archive.read("xl/charts/chart1.xml"))
    assert [axis.get("val") for axis in space.iter(f"{CHART}delete")] == ["0", "0"]


def test_values_are_cached_and_hidden_ones_are_not(archive):
    space = fromstring(archive.read("xl/charts/chart1.xml"))
    caches = [
        [point.findtext(f"{CHART}v") for point in cache.iter(f"{CHART}pt")] for cache in space.iter(f"{CHART}numCache")
    ]
    assert caches == [["0.05"], ["0.1"], ["0.6"]]


def test_references_quote_the_name_of_the_sheet(archive):
    space = fromstring(archive.read("xl/charts/chart1.xml"))
    assert {formula.text.split("!")[0] for formula in space.iter(f"{CHART}f")} == {"'It''s C'"}


def test_the_drawing_says_the_finding(archive):
    drawing = fromstring(archive.read("xl/drawings/drawing1.xml"))
    assert next(drawing.iter(f"{DRAWING}cNvPr")).get("descr") == "Rural 60%"


def test_a_drawing_ends_at_what_is_possible():
    rows = ((Words("Bamako"), Number(0.75, "share"), Number(0.34, "share"), Number(0.34, "share")),)
    columns = tuple(Column(name) for name in ("Group", "Estimate", "Below", "Above"))
    table = Table(name="groups", columns=columns, rows=rows)
    names = {"label": "Group", "estimate": "Estimate", "below": "Below", "above": "Above"}
    chart = IntervalChart(title="T", axis="A", alt="Bamako 75%", possible=(0.0, 1.0), **names)
    sheet = Sheet(key="c", name="C", title="C", about="C", table=table, chart=chart)
    book = Book(
        language="en", title="T", author="A", made=datetime(2026, 5, 1, tzinfo=UTC), footer="F", sheets=(sheet,)
    )
    space = fromstring(ZipFile(BytesIO(packed(book))).read("xl/charts/chart1.xml"))
    assert [end.get("val") for end in space.iter(f"{CHART}max")] == ["1.0"]
    assert "0.34" in {point.text for point in space.iter(f"{CHART}v")}  # the interval itself stays as it is
