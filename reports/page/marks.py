"""The marks in brackets: which of them a part of the page shows, and what they mean."""

from collections.abc import Iterator
from html import escape

from instruments.language import Language
from instruments.words import say
from reports.page.markup import element
from reports.table import Cell, Mark

_SIGNS = ("c", "x", "z", "u")


def marks_in(shown: str, *, language: Language) -> str:
    """Return what the marks mean that a part of the page shows; nothing where it shows none."""
    each = (say(f"reports.page.mark_{sign}", language) for sign in signs_in(shown))
    told = " · ".join(words.replace("] ", "]\N{NO-BREAK SPACE}") for words in each)  # a mark stays with its words
    return element("p", escape(told), kind="note") if told else ""


def signs_in(shown: str) -> Iterator[str]:
    """Yield the signs of the marks that a part of the page shows."""
    yield from (sign for sign in _SIGNS if f"[{sign}]" in shown)


def unmarked(name: Cell, number: Cell, *, language: Language) -> str:
    """Return the name of a row without the mark of its number, which stands in the place of the number."""
    words = name.text(language)
    return words.removesuffix(f" {number.text(language)}") if isinstance(number, Mark) else words
