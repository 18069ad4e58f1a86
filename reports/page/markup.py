"""Elements of HTML as text; whoever calls escapes the words that go into them."""


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
