"""The lines of a sheet as the page says them: without those that lead to other sheets."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from reports.page.markup import element
from reports.sheet import Line


def on_page(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that the page says, in the words that are meant for it."""
    for each in lines:
        words = each.words if each.on_page is None else each.on_page
        if each.link is None and words:
            yield replace(each, words=words)


def line(said: Line) -> str:
    """Return a line as a paragraph."""
    return element("p", escape(said.words), kind=said.role)
