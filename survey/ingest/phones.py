"""Telephone numbers in answers that people give in words: they are said, as nobody may change an answer."""

import re
from collections.abc import Iterator

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from survey.ingest.columns import Columns
from survey.ingest.rows import Turned, held_items
from survey.ingest.tally import Tally

PHONE = re.compile(r"(?<![\d-])(?!\d{4}-\d)(?:\+?\d{1,3}[ .-]?)?\d{2}(?:[ .-]?\d{2}){3}(?![\d-])")
_EIGHT_DIGITS = re.compile(r"\d(?:[ .-]?\d){7}")  # quick to look for, and no number of a telephone has fewer


def count_phones(table: Turned, *, columns: Columns, instrument: Instrument, tally: Tally) -> None:
    """Count the answers in words that hold a telephone number: nothing else would give them away."""
    for item in held_items(instrument):
        if item.kind == "text" and item.role is None and (at := columns.items.get(item.name)) is not None:
            cells = table.column(at)
            if _EIGHT_DIGITS.search("\n".join(cells)) and (found := sum(map(bool, map(PHONE.search, cells)))):
                tally.phones[item.name] += found


def notes_on_phones(tally: Tally, *, file: str) -> Iterator[Problem]:
    """Yield the questions under whose answers telephone numbers stand: they are kept, as nobody may change answers."""
    for name, count in tally.phones.items():
        place = Place(file=file, item=name)
        yield Problem(code="survey.ingest.phones", place=place, values={"count": count}, severity=Severity.WARNING)
