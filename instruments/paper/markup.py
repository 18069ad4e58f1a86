"""Elements of a page; what is put into them is always escaped."""

from xml.etree.ElementTree import Element, SubElement

Part = Element | str


def tag(name: str, *parts: Part, kind: str = "") -> Element:
    """Return an element of a page with its parts in order.

    Examples
    --------
    >>> from xml.etree.ElementTree import tostring
    >>> tostring(tag("p", "a < b, ", tag("b", "c"), "!", kind="note"), encoding="unicode")
    '<p class="note">a &lt; b, <b>c</b>!</p>'
    """
    element = Element(name, {"class": kind} if kind else {})
    for part in parts:
        if isinstance(part, Element):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part
    return element


def lines(name: str, text: str, *, kind: str = "") -> Element:
    """Return an element in which each line of a text stands on its own."""
    first, *others = text.split("\n")
    element = tag(name, first, kind=kind)
    for line in others:
        SubElement(element, "br").tail = line
    return element
