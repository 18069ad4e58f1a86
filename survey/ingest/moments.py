"""Read dates and times; which of day and month comes first is settled by the whole column, never guessed."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, time
from typing import Literal

from survey.ingest.cell import BLANKS, MISSING, Cell, invalid
from survey.ingest.plain import plain

Order = Literal["day_first", "month_first", "unsettled"]

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]+(\d{1,2})[:hH](\d{2})(?::(\d{2}))?)?")
_SPELLED = ("%b %d, %Y %I:%M:%S %p", "%b %d, %Y")  # as SurveyCTO writes them


def order_of(texts: Iterable[str]) -> Order:
    """Return whether days or months come first in a column: a number over 12 gives it away.

    Examples
    --------
    >>> order_of(["05/02/2026", "17/02/2026"]), order_of(["05/02/2026"])
    ('day_first', 'unsettled')
    """
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _SLASHED.fullmatch(text.strip()))]
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day_first == month_first:
        return "unsettled"
    return "day_first" if day_first else "month_first"


def read_moment(text: str, *, order: Order) -> Cell:
    """Return a date, or a date and time in UTC, or why there is none."""
    form = text.strip()
    if plain(form) in BLANKS:
        return MISSING
    if found := _SLASHED.fullmatch(form):
        return _slashed([int(part or 0) for part in found.groups()], order)
    with suppress(ValueError, OverflowError):
        return Cell(value=_in_utc(datetime.fromisoformat(form)))
    for pattern in _SPELLED:
        with suppress(ValueError):
            return Cell(value=datetime.strptime(form, pattern))  # noqa: DTZ007 - the server gives no offset
    return invalid("not_a_date")


def _slashed(parts: list[int], order: Order) -> Cell:
    first, second, year, *clock = parts
    if order == "unsettled" and first != second:
        return invalid("ambiguous_date" if max(first, second) <= 12 else "not_a_date")
    day, month = (second, first) if order == "month_first" else (first, second)
    with suppress(ValueError):
        return Cell(value=datetime(year, month, day, clock[0], clock[1], clock[2]))  # noqa: DTZ001 - wall time, as everywhere here
    return invalid("not_a_date")


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def read_time(text: str) -> Cell:
    """Return a time of day as ``HH:MM:SS``, or why there is none."""
    form = text.strip()
    if plain(form) in BLANKS:
        return MISSING
    with suppress(ValueError):
        return Cell(value=time.fromisoformat(form).replace(tzinfo=None, microsecond=0).isoformat())
    return invalid("not_a_time")
