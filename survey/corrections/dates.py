"""Dates as people and spreadsheets write them in a correction log, where day and month may stand in either order."""

import re
from datetime import datetime, time

from survey.ingest.moments import Order, order_of, read_moment

_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.*")


def iso_date(text: str, *, dates: Order) -> str | None:
    """Return a date like 05/03/2027 as servers write it, or None where nothing tells day from month.

    What is no such date stays what it is.

    Examples
    --------
    >>> iso_date("05/03/2027", dates="day_first"), iso_date("05/03/2027", dates="unsettled")
    ('2027-03-05', None)
    >>> iso_date("25/03/2027", dates="unsettled"), iso_date("2027-03-05", dates="day_first")
    ('2027-03-25', '2027-03-05')
    """
    if not _NUMBERS.fullmatch(text.strip()):
        return text
    cell = read_moment(text, order=order_of([text], otherwise=dates))
    if isinstance(cell.value, datetime):
        day = cell.value
        return day.date().isoformat() if day.time() == time() else day.isoformat()
    return None if cell.why == "ambiguous_date" else text
