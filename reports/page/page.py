"""A book as one page of HTML: findings, verdicts, charts, method in short. What the sheets hide, it cannot show."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from instruments.words import say
from reports.book import Book
from reports.page.decisions import UNTESTED, decision_of
from reports.page.figures import charts, figure
from reports.page.legend import words_of_grades, words_of_verdicts
from reports.page.lines import line, on_page
from reports.page.marks import signs_in
from reports.page.markup import element, many, to
from reports.page.method import method
from reports.page.untested import untested
from reports.page.verdicts import VERDICT, cards, findings
from reports.sheet import Sheet

_LEFT_OUT_OF_HEADER = ("heading", "lead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the page: its key, its short name among the links at the top, and what it holds."""

    key: str
    name: str
    content: str


def page(book: Book) -> str:
    """Return a book as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""
    head = many(
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        element("title", escape(book.title)),
        element("style", files("reports").joinpath("page", "style.css").read_text(encoding="utf-8")),
    )
    parts = [*_verdicts(book), *_charts(book), *_method(book)]
    parts += _notes(book, shown="".join(part.content for part in parts))
    body = many(
        element("p", escape(book.mark), kind="banner") if book.mark else "",  # of the body itself: it stays in sight
        element("header", _header(book)),
        _links(parts, book),
        element("main", _together(parts)),
        _footer(book),
    )
    document = many(element("head", head), element("body", body))
    return f'<!DOCTYPE html>\n<html lang="{book.language}">\n{document}\n</html>\n'


def _header(book: Book) -> str:
    cover = _sheet(book, "cover")
    lines = [
        each
        for each in on_page(cover.lines if cover else ())
        if each.role not in _LEFT_OUT_OF_HEADER and each.tone == "plain"  # findings have a section of their own
    ]
    return many(element("h1", escape(book.title)), *map(line, lines))


def _links(parts: list[Part], book: Book) -> str:
    items = many(*(element("li", to(part.key, part.name)) for part in parts if part.name))
    label = escape(say("reports.page.parts", book.language), quote=True)
    return f'<nav aria-label="{label}">{element("ul", items)}</nav>'


def _together(parts: list[Part]) -> str:
    """Return the parts one after the other, the charts among them in a grid."""
    drawn = [part for part in parts if part.content.count("<figure")]
    first = parts.index(drawn[0]) if drawn else len(parts)
    grid = element("div", many(*(part.content for part in drawn)), kind="charts") if drawn else ""
    before, after = parts[:first], parts[first + len(drawn) :]
    return many(*(part.content for part in before), grid, *(part.content for part in after))


def _verdicts(book: Book) -> Iterator[Part]:
    if (found := _sheet(book, "findings")) and found.table:
        leads = [each for each in found.lines if each.role == "lead"]
        yield _part(found, *map(line, leads), findings(found.table, mark=book.mark))
    if (verdicts := _sheet(book, "verdicts")) is None or (table := verdicts.table) is None:
        return
    language = book.language
    untried = [decision_of(row[VERDICT], language=language) in UNTESTED for row in table.rows]
    tested = [row for row, left_out in zip(table.rows, untried, strict=True) if not left_out]
    left_out = [row for row, left_out in zip(table.rows, untried, strict=True) if left_out]
    explained = element(
        "div",
        many(
            words_of_verdicts([row[VERDICT] for row in table.rows], language=language),
            words_of_grades(language=language) if tested else "",
        ),
        kind="legends",
    )
    drawn_up = cards(tested, table, mark=book.mark, language=language) if tested else ""
    yield _part(verdicts, *map(line, on_page(verdicts.lines)), explained, drawn_up)
    if left_out:
        title, name = (say(f"reports.page.{code}", language) for code in ("untested", "untested_name"))
        content = many(element("h2", escape(title)), untested(left_out, mark=book.mark, language=language))
        yield Part(key="untested", name=name, content=element("section", content, key="untested"))


def _charts(book: Book) -> Iterator[Part]:
    """Yield the charts; of several of a kind the first is among the links."""
    kinds: set[str] = set()
    for sheet in charts(book):
        kind = sheet.key.split(".")[0]
        name = say("reports.page.questions", book.language) if kind == "scale" else sheet.name
        yield Part(key=sheet.key, name="" if kind in kinds else name, content=figure(sheet, book))
        kinds.add(kind)


def _method(book: Book) -> Iterator[Part]:
    if (found := _sheet(book, "method")) and found.table:
        yield _part(found, method(found.table, language=book.language))


def _notes(book: Book, *, shown: str) -> Iterator[Part]:
    """Yield the marks in brackets that the page shows."""
    signs = {f"[{sign}]" for sign in signs_in(shown)}
    if (found := _sheet(book, "notes")) and found.table and signs:
        told = [[cell.text(book.language) for cell in row] for row in found.table.rows]
        terms = [element("dt", escape(term)) + element("dd", escape(words)) for term, words in told if term in signs]
        heading = element("h2", escape(say("reports.page.marks", book.language)))
        content = element("section", many(heading, element("dl", many(*terms))), key=found.key)
        yield Part(key=found.key, name=say("reports.page.marks_name", book.language), content=content)


def _part(sheet: Sheet, *parts: str) -> Part:
    content = element("section", many(element("h2", escape(sheet.title)), *parts), key=sheet.key)
    return Part(key=sheet.key, name=sheet.name, content=content)


def _footer(book: Book) -> str:
    words = say("reports.page.footer", book.language)
    return element("footer", many(element("p", escape(words)), element("p", escape(book.stamp))))


def _sheet(book: Book, key: str) -> Sheet | None:
    return next((sheet for sheet in book.sheets if sheet.key == key), None)
