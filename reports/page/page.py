"""A book as one page of HTML: findings, verdicts, charts, method in short. What the sheets hide, it cannot show."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from instruments.words import say
from reports.book import Book
from reports.page.charts import drawn
from reports.page.markup import element, many, marked
from reports.page.verdicts import cards, findings
from reports.sheet import Line, Sheet, TileMap

_LEFT_OUT_OF_HEADER = ("heading", "lead")
_MARKS = 4  # rows of the notes that say what a mark means
_MOST_SCALES = 2


def page(book: Book) -> str:
    """Return a book as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""
    head = many(
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        element("title", escape(book.title)),
        element("style", files("reports").joinpath("page", "style.css").read_text(encoding="utf-8")),
    )
    body = many(element("header", _header(book)), element("main", many(*_sections(book))), _footer(book))
    document = many(element("head", head), element("body", body))
    return f'<!DOCTYPE html>\n<html lang="{book.language}">\n{document}\n</html>\n'


def _header(book: Book) -> str:
    cover = _sheet(book, "cover")
    lines = (
        [
            line
            for line in cover.lines
            if line.link is None and line.role not in _LEFT_OUT_OF_HEADER and line.tone == "plain"
        ]
        if cover
        else []  # findings have a section of their own
    )
    return many(element("h1", escape(book.title)), *map(_line, lines))


def _sections(book: Book) -> Iterator[str]:
    if (found := _sheet(book, "findings")) and found.table:
        leads = [line for line in found.lines if line.role == "lead"]
        yield _section(found.title, *map(_line, leads), findings(found.table, mark=book.mark))
    if (verdicts := _sheet(book, "verdicts")) and verdicts.table:
        notes = [line for line in verdicts.lines if line.link is None]
        drawn_up = cards(verdicts.table, mark=book.mark, language=book.language)
        yield _section(verdicts.title, *map(_line, notes), drawn_up)
    for sheet in _charts(book):
        yield _section(sheet.title, *_figure(sheet, book))
    if (method := _sheet(book, "method")) and method.table:
        rows = [tuple(cell.text(book.language) for cell in row) for row in method.table.rows]
        yield _section(method.title, _method(rows))
    if (notes_sheet := _sheet(book, "notes")) and notes_sheet.table:
        told = [[cell.text(book.language) for cell in row] for row in notes_sheet.table.rows[:_MARKS]]
        terms = [element("dt", escape(term)) + element("dd", escape(words)) for term, words in told]
        yield _section(notes_sheet.title, element("dl", many(*terms)))


def _charts(book: Book) -> Iterator[Sheet]:
    """Yield the sheets whose chart the page shows: all claims, the first main scales, the map and what follows."""
    scales = [sheet.key for sheet in book.sheets if sheet.key.startswith("scale.")][:_MOST_SCALES]
    for sheet in book.sheets:
        if sheet.key in {"forest", "map", "rounds", *scales} or sheet.key.startswith("two_ways."):
            yield sheet


def _section(title: str, *parts: str) -> str:
    return element("section", many(element("h2", escape(title)), *parts))


def _figure(sheet: Sheet, book: Book) -> Iterator[str]:
    legend = {words for _, words in sheet.chart.legend} if isinstance(sheet.chart, TileMap) else set()  # in the picture
    lines = [line for line in sheet.lines if line.link is None and line.words not in legend]
    yield from (_line(line) for line in lines if line.role != "note")
    caption = element("figcaption", marked(book.mark)) if book.mark else ""
    yield element("figure", many(drawn(sheet, language=book.language), caption))
    yield from (_line(line) for line in lines if line.role == "note")


def _method(rows: list[tuple[str, ...]]) -> str:
    """Return the statements under their items, each item once."""
    told: dict[str, list[str]] = {}
    for item, part, statement in rows:
        told.setdefault(item, []).append(f"<strong>{escape(part)}.</strong> {escape(statement)}")
    items = [
        element("dt", escape(item)) + many(*(element("dd", words) for words in statements))
        for item, statements in told.items()
    ]
    return element("dl", many(*items))


def _line(line: Line) -> str:
    return element("p", escape(line.words), kind=line.role)


def _footer(book: Book) -> str:
    words = say("reports.page.footer", book.language)
    return element("footer", many(element("p", escape(words)), element("p", escape(book.stamp))))


def _sheet(book: Book, key: str) -> Sheet | None:
    return next((sheet for sheet in book.sheets if sheet.key == key), None)
