"""A difference told by its side: how much more or less, instead of a sign that a reader has to turn into words."""

from typing import Literal

from analysis.claims.claim import Unit
from analysis.claims.figures import written, written_range
from instruments.language import Language
from instruments.words import say

Sides = Literal["amount", "height"]  # less and more, lower and higher


def gap(value: float, *, unit: Unit, sides: Sides, language: Language) -> str:
    """Return a difference and its side.

    Examples
    --------
    >>> gap(-0.195, unit="points", sides="amount", language="en"), gap(0.3, unit="index", sides="height", language="en")
    ('19.5 points less', '0.30 higher')
    """
    return _told(written(abs(value), unit=unit, language=language), value < 0, sides, language)


def gap_range(low: float, high: float, *, unit: Unit, sides: Sides, language: Language) -> str:
    """Return the two ends of an interval, from the smaller difference to the larger; each with its side if they differ.

    Examples
    --------
    >>> gap_range(-0.329, -0.061, unit="points", sides="amount", language="en")
    '6.1 to 32.9 points less'
    >>> gap_range(-0.16, 0.05, unit="index", sides="height", language="en")
    '0.16 lower to 0.05 higher'
    """
    if low < 0 < high:
        ends = [gap(end, unit=unit, sides=sides, language=language) for end in (low, high)]
        return say("analysis.claims.range", language, low=ends[0], high=ends[1])
    near, far = sorted((abs(low), abs(high)))
    return _told(written_range(near, far, unit=unit, language=language), low < 0, sides, language)


def _told(amount: str, below: bool, sides: Sides, language: Language) -> str:  # noqa: FBT001 - private, by position
    side = {"amount": ("more", "less"), "height": ("higher", "lower")}[sides][below]
    return say(f"analysis.claims.gap_{side}", language, amount=amount)
