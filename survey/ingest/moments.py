"""Read dates and times; which of day and month comes first is settled by the whole column, never guessed."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Literal

from survey.ingest.cell import MISSING, Cell, invalid, is_blank
from survey.ingest.days_of_excel import moment_of

Order = Literal["day_first", "month_first", "unsettled"]

_ORDERS: tuple[Order, ...] = ("day_first", "month_first")
_SLASHED = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]+(\d{1,2})[:hH](\d{2})(?::(\d{2}))?(?: ?([AaPp])[Mm])?)?"
)
_OF_SURVEYCTO = re.compile(r"[A-Z][a-z]{2} [0-3]?[0-9], [0-9]{4} [01]?[0-9]:[0-5][0-9]:[0-5][0-9] [AP]M")
_SPELLED = ("%b %d, %Y %I:%M:%S %p", "%b %d, %Y")  # as SurveyCTO writes them


def order_of(texts: Iterable[str], *, otherwise: Order = "unsettled") -> Order:
    """Return whether days or months come first in a column: a number over 12 gives it away.

    Parameters
    ----------
    texts : iterable of str
    otherwise : {"day_first", "month_first", "unsettled"}
        What holds where no number does, as far as somebody has said it.

    Examples
    --------
    >>> order_of(["05/02/2026", "17/02/2026"]), order_of(["05/02/2026"])
    ('day_first', 'unsettled')
    """
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _SLASHED.fullmatch(text.strip()))]
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day_first == month_first:
        return "unsettled" if day_first else otherwise
    return "day_first" if day_first else "month_first"


def is_either_way(text: str) -> bool:
    """Return whether a date does not itself tell which of its numbers is the day.

    Examples
    --------
    >>> is_either_way("05/02/2026"), is_either_way("05/05/2026"), is_either_way("17/02/2026")
    (True, True, False)
    """
    found = _SLASHED.fullmatch(text.strip())
    return found is None or max(int(found[1]), int(found[2])) <= 12


def either_way(text: str) -> str:
    """Return what a date says, whichever of its numbers is the day; what is no date says its text.

    Examples
    --------
    >>> either_way("05/02/2026"), either_way("2026-02-05"), either_way("17/02/2026"), either_way("soon")
    ('2026-02-05', '2026-02-05', '2026-02-17', 'soon')
    """
    if is_blank(text.strip()):
        return ""
    for order in _ORDERS:
        if isinstance(moment := read_moment(text, order=order).value, datetime):
            low, high = sorted((moment.month, moment.day))
            hour = f"T{moment.time()}" if moment.time() != time() else ""
            return f"{moment.year}-{low:02}-{high:02}{hour}"
    return text.strip()


def read_moment(text: str, *, order: Order) -> Cell:
    """Return a date, or a date and time in UTC, or why there is none."""
    form = text.strip()
    if is_blank(form):
        return MISSING
    if found := _SLASHED.fullmatch(form):
        *numbers, half = found.groups()
        return _slashed([int(part or 0) for part in numbers], half, order)
    with suppress(ValueError, OverflowError):
        return Cell(value=_in_utc(datetime.fromisoformat(form)))
    if (days := moment_of(form)) is not None:
        return Cell(value=days)
    for pattern in _SPELLED:
        with suppress(ValueError):
            return Cell(value=datetime.strptime(form, pattern))  # noqa: DTZ007 - the server gives no offset
    return invalid("not_a_date")


def unlike_servers(texts: Iterable[str]) -> list[str]:
    """Return the texts that are no moment as servers write it; it costs little to see that most are."""
    return [text for text in texts if not _is_iso(text) and not _OF_SURVEYCTO.fullmatch(text)]


def _is_iso(text: str) -> bool:
    with suppress(ValueError):
        return bool(datetime.fromisoformat(text))
    return False


def _slashed(parts: list[int], half: str | None, order: Order) -> Cell:
    first, second, year, hour, minute, seconds = parts
    if order == "unsettled" and first != second:
        return invalid("ambiguous_date" if max(first, second) <= 12 else "not_a_date")
    day, month = (second, first) if order == "month_first" else (first, second)
    with suppress(ValueError):
        hour = hour if half is None else hour % 12 + 12 * (half in "Pp")
        return Cell(value=datetime(year, month, day, hour, minute, seconds))  # noqa: DTZ001 - wall time, as everywhere here
    return invalid("not_a_date")


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def within(cell: Cell, *, earliest: date | None, latest: date | None) -> Cell:
    """Return a reading of a date, or that it lies outside the bounds of its question."""
    if isinstance(cell.value, datetime):
        if earliest is not None and cell.value.date() < earliest:
            return invalid("too_early")
        if latest is not None and cell.value.date() > latest:
            return invalid("too_late")
    return cell


def read_time(text: str) -> Cell:
    """Return a time of day as ``HH:MM:SS``, or why there is none."""
    form = text.strip()
    if is_blank(form):
        return MISSING
    with suppress(ValueError):
        return Cell(value=time.fromisoformat(form).replace(tzinfo=None, microsecond=0).isoformat())
    return invalid("not_a_time")
