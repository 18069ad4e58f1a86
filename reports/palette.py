"""The colours of charts, the same in workbook and page: safe for colour blindness, told apart in grey by their depth.

The sides are the ends of ColorBrewer's BrBG, the shades its one-colour teal (Brewer, colorbrewer2.org).
"""

from reports.sheet import Shade

_AGAINST, _FOR = ("DFC27D", "A6611A"), ("80CDC1", "01665E")  # from the middle outwards

SHADES: dict[Shade, str] = {
    "none": "E6E6E6",
    "first": "EDF8F6",
    "second": "C0E3DD",
    "third": "80C7BC",
    "fourth": "1F7A70",
    "fifth": "0B5A52",
}
_DARK: frozenset[Shade] = frozenset({"fourth", "fifth"})

_NEIGHBOURS: dict[Shade, Shade] = {
    "none": "first",
    "first": "second",
    "second": "first",
    "third": "second",
    "fourth": "fifth",
    "fifth": "fourth",
}


def sides(*, turned: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the colours of the left and of the right side: what is favourable has one colour in all charts."""
    return (_FOR, _AGAINST) if turned else (_AGAINST, _FOR)


def hatch_on(shade: Shade) -> str:
    """Return the colour of lines on a shade that leave the words there legible: that of a neighbour."""
    return SHADES[_NEIGHBOURS[shade]]


def ink_on(shade: Shade) -> str:
    """Return the colour of words on a shade."""
    return "FFFFFF" if shade in _DARK else "1F2528"
