"""Every chart is valid where Excel is strict: known elements, in the order of ISO/IEC 29500-1, annex A."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring

from reports.excel.writer import packed
from reports.report import book

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
MADE = datetime(2026, 5, 1, tzinfo=UTC)

SHAPE = "spPr txPr"
SHOWN = "showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
AXIS = "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos"
AXIS += f" {SHAPE} crossAx crosses crossesAt"
SEQUENCES = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotFmts protection chart spPr txPr",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
    "title": f"tx layout overlay {SHAPE}",
    "plotArea": "layout barChart valAx,catAx dTable spPr",
    "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions",
    "dLbls": f"dLbl delete numFmt {SHAPE} dLblPos {SHOWN}",
    "dLbl": f"idx delete layout tx numFmt {SHAPE} dLblPos {SHOWN}",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "scaling": "logBase orientation max min",
    "catAx": f"{AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": f"{AXIS} crossBetween majorUnit minorUnit dispUnits",
    "legend": f"legendPos legendEntry layout overlay {SHAPE}",
    "numRef": "f numCache",
    "strRef": "f strCache",
    "numCache": "formatCode ptCount pt",
    "numLit": "formatCode ptCount pt",
    "strCache": "ptCount pt",
    "strLit": "ptCount pt",
    "tx": "strRef rich",
    "cat": "strRef strLit",
    "val": "numRef numLit",
    "plus": "numRef",
    "minus": "numRef",
    "pt": "v",
    "layout": "manualLayout",
    "majorGridlines": "spPr",
}


@pytest.fixture(scope="module", params=["en", "fr"])
def archive(request, results):
    return ZipFile(BytesIO(packed(book(results, language=request.param))))


def _charts(archive):
    return {name: fromstring(archive.read(name)) for name in archive.namelist() if name.startswith("xl/charts/chart")}


def test_every_element_stands_in_its_place(archive):
    wrong = []
    charts = _charts(archive)
    assert len(charts) > 10
    for name, space in charts.items():
        for element in space.iter():
            tag = element.tag.removeprefix(CHART)
            children = [child.tag.removeprefix(CHART) for child in element if child.tag.startswith(CHART)]
            if not children or element.tag.startswith(MAIN):
                continue
            places = {each: place for place, step in enumerate(SEQUENCES[tag].split()) for each in step.split(",")}
            if unknown := set(children) - set(places):
                wrong.append(f"{name}: {unknown} in {tag}")
            elif [places[child] for child in children] != sorted(places[child] for child in children):
                wrong.append(f"{name}: {tag} holds {children}")
    assert not wrong


def test_axes_cross_each_other_and_each_series_has_its_own_number(archive):
    for space in _charts(archive).values():
        crossings = {
            axis.find(f"{CHART}axId").get("val"): axis.find(f"{CHART}crossAx").get("val")
            for kind in ("catAx", "valAx")
            for axis in space.iter(CHART + kind)
        }
        assert all(crossings[other] == axis for axis, other in crossings.items())
        for kind in ("idx", "order"):
            numbers = [series.find(CHART + kind).get("val") for series in space.iter(f"{CHART}ser")]
            assert len(set(numbers)) == len(numbers)


def test_references_hold_as_many_values_as_they_have_cells(archive):
    for space in _charts(archive).values():
        for kind, cache in (("numRef", "numCache"), ("strRef", "strCache")):
            for reference in space.iter(CHART + kind):
                cells = reference.findtext(f"{CHART}f").rsplit("!", 1)[1].replace("$", "").split(":")
                rows = [int("".join(filter(str.isdigit, cell))) for cell in cells]
                count = reference.find(f"{CHART}{cache}/{CHART}ptCount").get("val")
                assert int(count) == rows[-1] - rows[0] + 1


def test_every_drawing_says_what_is_found(archive):
    for name in archive.namelist():
        if name.startswith("xl/drawings/drawing"):
            described = [shape.get("descr") for shape in fromstring(archive.read(name)).iter(f"{DRAWING}cNvPr")]
            assert all(any(sign.isdigit() for sign in words) for words in described)
