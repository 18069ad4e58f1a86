"""The grammar of chart markup: elements of ChartML and DrawingML, parts in the order in which they are given."""

from collections.abc import Sequence

from openpyxl.xml.constants import CHART_NS, DRAWING_NS
from openpyxl.xml.functions import Element

from reports.excel.styles import FONT, INK

_HUNDREDTHS_OF_A_POINT = 100  # in which DrawingML counts the size of letters


def rich(words: str, *, size: int, bold: bool, colour: str = INK) -> Element:
    """Return a text with its letters, a paragraph a line, as titles have it."""
    paragraphs = [_paragraph(line, size=size, bold=bold, colour=colour) for line in words.split("\n")]
    return part("rich", drawn("bodyPr"), drawn("lstStyle"), *paragraphs)


def _paragraph(words: str, *, size: int, bold: bool, colour: str) -> Element:
    letters = drawn(
        "rPr", fill(colour), drawn("latin", typeface=FONT), sz=str(size * _HUNDREDTHS_OF_A_POINT), b=str(int(bold))
    )
    return drawn("p", drawn("r", letters, text("t", words, space=DRAWING_NS)))


def letters(*, size: int, colour: str) -> Element:
    """Return how the letters of labels look."""
    run = drawn("defRPr", fill(colour), drawn("latin", typeface=FONT), sz=str(size * _HUNDREDTHS_OF_A_POINT))
    return part(
        "txPr", drawn("bodyPr"), drawn("lstStyle"), drawn("p", drawn("pPr", run), drawn("endParaRPr", lang="en-GB"))
    )


def fill(colour: str) -> Element:
    """Return a plain fill."""
    return drawn("solidFill", drawn("srgbClr", val=colour))


def cached(tag: str, cache: str, formula: str, values: Sequence[object]) -> Element:
    """Return a reference to cells, with the values that a viewer shows before it has read them."""
    return part(tag, text("f", formula), _listed(cache, values))


def listed_numbers(values: Sequence[float]) -> Element:
    """Return numbers that stand in no cell."""
    return _listed("numLit", values)


def listed_words(words: Sequence[str]) -> Element:
    """Return words that stand in no cell."""
    return _listed("strLit", words)


def _listed(tag: str, values: Sequence[object]) -> Element:
    points = [
        part("pt", text("v", str(value)), idx=str(place)) for place, value in enumerate(values) if value is not None
    ]
    kind = [text("formatCode", "General")] if tag.startswith("num") else []
    return part(tag, *kind, valued("ptCount", len(values)), *points)


def valued(tag: str, value: object) -> Element:
    """Return an element of ChartML that is a value: ``<c:delete val="0"/>``."""
    return part(tag, val=str(value))


def part(tag: str, *children: Element, **attributes: str) -> Element:
    """Return an element of ChartML."""
    return _element(f"{{{CHART_NS}}}{tag}", children, attributes)


def drawn(tag: str, *children: Element, **attributes: str) -> Element:
    """Return an element of DrawingML."""
    return _element(f"{{{DRAWING_NS}}}{tag}", children, attributes)


def text(tag: str, words: str, *, space: str = CHART_NS) -> Element:
    """Return an element that holds words."""
    element = _element(f"{{{space}}}{tag}", (), {})
    element.text = words
    return element


def _element(tag: str, children: tuple[Element, ...], attributes: dict[str, str]) -> Element:
    element = Element(tag, attributes)
    element.extend(children)
    return element
