"""Read numbers as people and spreadsheets write them, in French or in English."""

import math
import re

from instruments.scale import Scale
from survey.ingest.cell import MISSING, Cell, invalid, is_blank
from survey.ingest.choices import codes_of

_MANY_DIGITS = 300  # fewer are always a finite number
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?:\D|$))")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")


def parse_number(text: str) -> float | None:
    """Return the number that a text is, with a comma or a point; None where it is none.

    Examples
    --------
    >>> parse_number("3,5"), parse_number("12 500"), parse_number("12,500.5")
    (3.5, 12500.0, None)
    """
    form = text.strip()
    if form.isascii() and form.isdecimal() and len(form) < _MANY_DIGITS:
        return float(form)
    form = _SPACES.sub("", form)
    if not _NUMBER.fullmatch(form):
        return None
    number = float(form.replace(",", "."))
    return number if math.isfinite(number) else None


def read_number(
    text: str, *, whole: bool, minimum: float | None, maximum: float | None, scale: Scale | None = None
) -> Cell:
    """Return a number within its limits, or why there is none.

    Parameters
    ----------
    text : str
    whole : bool
        Whether only whole numbers are answers.
    minimum, maximum : float, optional
    scale : Scale, optional
        The codes that are no number: don't know, refused.
    """
    codes = codes_of(text, scale) if scale else ()
    if scale and len(codes) == 1 and (reason := scale.choice(codes[0]).non_answer) is not None:
        return Cell(reason=reason)
    number = parse_number(text)
    if number is None:
        return MISSING if is_blank(text) else invalid("not_a_number")
    if whole and not number.is_integer():
        return invalid("not_whole")
    if minimum is not None and number < minimum:
        return invalid("below_minimum")
    return invalid("above_maximum") if maximum is not None and number > maximum else Cell(value=number)
