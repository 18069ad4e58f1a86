"""Elements of HTML as text; whoever calls escapes the words that go into them."""

from html import escape


def element(tag: str, content: str, *, kind: str = "") -> str:
    """Return an element.

    Examples
    --------
    >>> element("p", "Hello", kind="note")
    '<p class="note">Hello</p>'
    """
    attribute = f' class="{kind}"' if kind else ""
    return f"<{tag}{attribute}>{content}</{tag}>"


def many(*parts: str) -> str:
    """Return elements one below the other."""
    return "\n".join(part for part in parts if part)


def marked(mark: str) -> str:
    """Return the mark of a study that is not what it may be taken for; nothing where it has none."""
    return element("span", escape(mark), kind="mark") if mark else ""
