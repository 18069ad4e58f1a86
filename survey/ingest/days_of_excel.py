"""Dates that Excel saved as the number of a day, as it does where a cell of dates is formatted as a number."""

import re
from contextlib import suppress
from datetime import datetime, timedelta

_BEFORE = datetime(1899, 12, 30)  # noqa: DTZ001 - wall time; Excel takes 1900 for a leap year, so not the 31st
_FIRST, _LAST = 36_526, 73_050  # the days of 2000 to 2099: outside of them it may be any number
_DAYS = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?")


def moment_of(text: str) -> datetime | None:
    """Return the moment that a number of days means, to the second; None where it is no such number.

    Examples
    --------
    >>> moment_of("46054.5"), moment_of("46054,5") == moment_of("46054.5"), moment_of("2026")
    (datetime.datetime(2026, 2, 1, 12, 0), True, None)
    """
    if not is_days(text):
        return None
    with suppress(ValueError):
        days = float(text.replace(",", "."))
        return _BEFORE + timedelta(seconds=round(days * 86_400)) if _FIRST <= days < _LAST + 1 else None
    return None


def is_days(text: str) -> bool:
    """Return whether a text may be a number of days."""
    return text[:5].isdecimal() and _DAYS.fullmatch(text) is not None
