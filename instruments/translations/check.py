"""What is wrong with translations that came back, cell by cell."""

import re
from collections.abc import Iterable, Iterator

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.translations.source import sources
from instruments.translations.workbook import STATUSES, Translation
from instruments.words import listed

_PLACEHOLDER = re.compile(r"\$\{\w+\}")


def check(instrument: Instrument, *, translations: Iterable[Translation], file: str) -> Iterator[Problem]:
    """Yield what is missing, what lost a placeholder, what is stale, and what belongs to nothing."""
    wanted = {source.key: source for source in sources(instrument)}
    found = tuple(translations)
    for one in found:
        place = Place(file=file, row=one.row, key=one.key)
        if one.key not in wanted:
            yield Problem(code="instruments.translations.unknown", place=place)
        elif not one.translation:
            yield Problem(code="instruments.translations.missing", place=place, severity=Severity.WARNING)
        else:
            yield from _faults(one, wanted[one.key].words, wanted[one.key].mark, place)
    for key in sorted(set(wanted) - {one.key for one in found}):
        yield Problem(code="instruments.translations.no_row", place=Place(file=file, key=key))


def _faults(one: Translation, words: str, mark: str, place: Place) -> Iterator[Problem]:
    if one.source_mark != mark:
        values = {"got": one.source, "expected": words}
        yield Problem(code="instruments.translations.stale", place=place, values=values)
    lost = sorted(set(_PLACEHOLDER.findall(words)) ^ set(_PLACEHOLDER.findall(one.translation)))
    if lost:
        yield Problem(code="instruments.translations.placeholder", place=place, values={"names": ", ".join(lost)})
    if one.status not in STATUSES:
        values = {"got": one.status, "expected": listed(STATUSES)}
        yield Problem(code="instruments.translations.status", place=place, values=values, severity=Severity.WARNING)
