"""Telephone numbers in answers that people give in words: they are said, as nobody may change an answer."""

import re
from collections.abc import Iterable, Iterator, Sequence

from instruments.errors import Place, Problem, Severity
from instruments.item import Item
from survey.ingest.tally import Tally

PHONE = re.compile(r"(?<![\d-])(?!\d{4}-\d)(?:\+?\d{1,3}[ .-]?)?\d{2}(?:[ .-]?\d{2}){3}(?![\d-])")
_EIGHT_DIGITS, _BETWEEN = b"0" * 8, b" .-"  # no number of a telephone has fewer
_AS_ZERO = bytes.maketrans(b"123456789", b"000000000")
_OTHER_DIGITS = (b"\xd9", b"\xdb", b"\xdf")  # with which the digits of Arabic and of N'Ko begin in UTF-8


def in_words(items: Iterable[Item]) -> list[Item]:
    """Return the items that people answer in words of their own."""
    return [item for item in items if item.kind == "text" and item.role is None]


def count_phones(name: str, cells: Sequence[str], *, tally: Tally) -> None:
    """Count the answers in words that hold a telephone number: nothing else would give them away."""
    if _may_hold_phone("\n".join(cells)) and (found := sum(map(bool, map(PHONE.search, cells)))):
        tally.phones[name] += found


def _may_hold_phone(text: str) -> bool:
    """Whether there are enough digits in a row: quicker to see than a number of a telephone, and hardly ever so."""
    letters = text.encode("utf-8", "surrogatepass")
    return _EIGHT_DIGITS in letters.translate(_AS_ZERO, _BETWEEN) or any(first in letters for first in _OTHER_DIGITS)


def notes_on_phones(tally: Tally, *, file: str) -> Iterator[Problem]:
    """Yield the questions under whose answers telephone numbers stand: they are kept, as nobody may change answers."""
    for name, count in tally.phones.items():
        place = Place(file=file, item=name)
        yield Problem(code="survey.ingest.phones", place=place, values={"count": count}, severity=Severity.WARNING)
