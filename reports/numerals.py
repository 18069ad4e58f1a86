"""Numbers in sentences: written as each language writes them. In cells, numbers stay numbers."""

import re
from collections.abc import Callable
from typing import Literal

from instruments.language import Language

Format = Literal[
    "share", "percent", "whole", "points", "reach", "score", "difference", "count", "decimal", "probability"
]

_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_POINTS = "\N{NO-BREAK SPACE}pts"
_MINUS = "\N{MINUS SIGN}"
_SMALLEST_P = 0.001
_COUNTS = re.compile(r"[1-9]")


def _share(value: float) -> str:
    return f"{value * 100:,.1f}%"


def _whole(value: float) -> str:
    return f"{value * 100:,.0f}%"


def _points(value: float) -> str:
    return f"{value * 100:+,.1f}{_POINTS}"


def _reach(value: float) -> str:
    return f"{value * 100:,.1f}{_POINTS}"


def _probability(value: float) -> str:
    return f"< {_SMALLEST_P}" if value < _SMALLEST_P else f"{value:.3f}"


_ENGLISH: dict[Format, Callable[[float], str]] = {
    "share": _share,
    "percent": _share,
    "whole": _whole,
    "points": _points,
    "reach": _reach,
    "score": "{:,.2f}".format,
    "difference": "{:+,.2f}".format,
    "count": "{:,.0f}".format,
    "decimal": "{:,.2f}".format,
    "probability": _probability,
}


def spelled(value: float, form: Format, language: Language) -> str:
    r"""Return a number as a sentence has it.

    Examples
    --------
    >>> spelled(0.4567, "share", "en"), spelled(-0.12, "points", "en"), spelled(2000, "count", "en")
    ('45.7%', '\u221212.0\xa0pts', '2,000')
    >>> spelled(0.0002, "probability", "en"), spelled(-0.0001, "points", "en")
    ('< 0.001', '0.0\xa0pts')
    """
    english = _ENGLISH[form](value)
    if english[:1] in "+-" and not _COUNTS.search(english):
        english = english[1:]  # what rounds to zero has no sign
    english = english.replace("-", _MINUS)
    if language == "en":
        return english
    swapped = english.translate({ord("."): ",", ord(","): _NARROW_SPACE})
    return swapped.replace("%", f"{_NARROW_SPACE}%")
