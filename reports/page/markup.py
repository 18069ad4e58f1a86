"""Elements of HTML as text; whoever calls escapes the words that go into them."""

from html import escape

from reports.table import Cell, Words


def element(tag: str, content: str, *, kind: str = "", key: str = "") -> str:
    """Return an element.

    Examples
    --------
    >>> element("p", "Hello", kind="note")
    '<p class="note">Hello</p>'
    """
    attributes = f' class="{kind}"' if kind else ""
    attributes += f' id="{escape(key)}"' if key else ""
    return f"<{tag}{attributes}>{content}</{tag}>"


def many(*parts: str) -> str:
    """Return elements one below the other."""
    return "\n".join(part for part in parts if part)


def marked(mark: str) -> str:
    """Return the mark of a study that is not what it may be taken for; nothing where it has none."""
    return element("span", escape(mark), kind="mark") if mark else ""


def badge(cell: Cell) -> str:
    """Return a verdict on its tint."""
    tone, words = (cell.tone, cell.words) if isinstance(cell, Words) else ("plain", cell.text("en"))
    return f'<span class="badge {tone}">{escape(words)}</span>'


def to(key: str, words: str) -> str:
    """Return words that lead to another part of the page."""
    return f'<a href="#{escape(key)}">{escape(words)}</a>'
