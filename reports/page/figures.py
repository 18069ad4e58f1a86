"""The charts of the page: all claims, the first main scales, the map and what follows, each with its notes."""

from collections.abc import Iterator
from html import escape

from instruments.language import Language
from reports.book import Book
from reports.page.charts import drawn
from reports.page.lines import line, on_page
from reports.page.marks import marks_in
from reports.page.markup import element, many, marked
from reports.sheet import Line, Sheet, TileMap

_MOST_SCALES = 2
_ALONE = {"forest", "map", "rounds"}


def charts(book: Book) -> Iterator[Sheet]:
    """Yield the sheets whose chart the page shows."""
    scales = [sheet.key for sheet in book.sheets if sheet.key.startswith("scale.")][:_MOST_SCALES]
    for sheet in book.sheets:
        if sheet.key in {*_ALONE, *scales} or sheet.key.startswith("two_ways."):
            yield sheet


def figure(sheet: Sheet, book: Book) -> str:
    """Return a chart under its heading and what is shown, over how to read it; one in parts takes a row of its own."""
    pictures = drawn(sheet, language=book.language)
    before = [each for each in _lines(sheet) if each.role != "note"]
    after = [each for each in _lines(sheet) if each.role == "note"]
    caption = element("figcaption", marked(book.mark)) if book.mark else ""
    parts = many(
        element("h2", escape(sheet.title)),
        *map(line, before),
        element("figure", many(element("div", pictures, kind="pictures"), caption)),
        *map(line, after),
        _marks(sheet, pictures, book.language),
    )
    return element("section", parts, kind="wide" if pictures.count("<svg") > 1 else "", key=sheet.key)


def _lines(sheet: Sheet) -> Iterator[Line]:
    legend = {words for _, words in sheet.chart.legend} if isinstance(sheet.chart, TileMap) else set()  # in the picture
    yield from (each for each in on_page(sheet.lines) if each.words not in legend)


def _marks(sheet: Sheet, pictures: str, language: Language) -> str:
    """Return what the marks mean that stand in the pictures or in what is said of them."""
    return marks_in(pictures + "".join(each.words for each in _lines(sheet)), language=language)
