"""Days in words, as each language writes them."""

from datetime import date

from instruments.language import Language
from instruments.words import say


def day(moment: date, language: Language) -> str:
    """Return a day in words.

    Examples
    --------
    >>> day(date(2026, 3, 15), "en"), day(date(2026, 2, 1), "fr")
    ('15 March 2026', '1er février 2026')
    """
    month = say("reports.dates.months", language).split()[moment.month - 1]
    number = say("reports.dates.first", language) if moment.day == 1 else str(moment.day)
    return f"{number} {month} {moment.year}"


def period(start: date | None, end: date | None, language: Language) -> str | None:
    """Return from when to when, or None where the beginning or the end is not known."""
    if start is None or end is None:
        return None
    return say("reports.dates.period", language, start=day(start, language), end=day(end, language))
