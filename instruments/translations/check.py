"""What is wrong with translations that came back, cell by cell."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.translations.source import Source, sources
from instruments.translations.wordings import together
from instruments.translations.workbook import AGREED, STATUSES, Translation
from instruments.words import listed

_PLACEHOLDER = re.compile(r"\$\{\w+\}")
_NUMBER = re.compile(r"\d+")


def check(instrument: Instrument, *, translations: Iterable[Translation], file: str) -> Iterator[Problem]:
    """Yield what is missing, what lost a placeholder or a number, what is stale, and what belongs to nothing.

    What is agreed goes to respondents, so that its faults are errors; what is not is read in the source language, and
    its faults are only warned of.
    """
    wanted = {source.key: source for source in sources(instrument)}
    found = tuple(translations)
    for one in found:
        place = Place(file=file, row=one.row, key=one.key)
        if one.key not in wanted:
            yield Problem(code="instruments.translations.unknown", place=place)
        elif not one.translation:
            yield Problem(code="instruments.translations.missing", place=place, severity=Severity.WARNING)
        else:
            yield from faults(one, wanted[one.key], place)
    yield from _twice(found, file)
    yield from _out_of_step(found, wanted, file)
    for key in sorted(set(wanted) - {one.key for one in found}):
        yield Problem(code="instruments.translations.no_row", place=Place(file=file, key=key))


def faults(one: Translation, source: Source, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with one translation beside its source."""
    severity = Severity.ERROR if one.status == AGREED else Severity.WARNING

    def fault(name: str, **values: object) -> Problem:
        return Problem(code=f"instruments.translations.{name}", place=place, values=values, severity=severity)

    if one.source_mark != source.mark:
        yield fault("stale", got=one.source, expected=source.words)
    for name, pattern in (("placeholder", _PLACEHOLDER), ("numbers", _NUMBER)):
        if lost := _unequal(pattern, source.words, one.translation):
            yield fault(name, names=", ".join(lost))
    if one.status not in STATUSES:
        yield fault("status", got=one.status, expected=listed(STATUSES))
    elif one.status == AGREED and not (one.translator and one.back_translation):
        yield fault("unwitnessed")


def _unequal(pattern: re.Pattern[str], source: str, translation: str) -> list[str]:
    """Return what one of two texts holds more often than the other."""
    bare = (source, translation) if pattern is _PLACEHOLDER else map(_without_placeholders, (source, translation))
    held, kept = (Counter(pattern.findall(text)) for text in bare)
    return sorted((held - kept) + (kept - held))


def _without_placeholders(text: str) -> str:
    return _PLACEHOLDER.sub("", text)


def _twice(found: Sequence[Translation], file: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for one in found:
        if first.setdefault(one.key, one.row) != one.row:
            place = Place(file=file, row=one.row, key=one.key)
            yield Problem(code="instruments.translations.twice", place=place, values={"row": first[one.key]})


def _out_of_step(found: Sequence[Translation], wanted: Mapping[str, Source], file: str) -> Iterator[Problem]:
    """Yield scales and lists that are agreed in part, and anchors that stand twice in a scale."""
    groups: defaultdict[str, list[Translation]] = defaultdict(list)
    for one in found:
        if one.key in wanted and together(one.key) != one.key:
            groups[together(one.key)].append(one)
    for name, rows in groups.items():
        agreed = [one for one in rows if one.status == AGREED and one.translation]
        if agreed and len(agreed) < len(rows):
            values = {"agreed": len(agreed), "all": len(rows)}
            place = Place(file=file, key=name)
            code = "instruments.translations.in_part"
            yield Problem(code=code, place=place, values=values, severity=Severity.WARNING)
        yield from _alike(rows, wanted, file)


def _alike(rows: Sequence[Translation], wanted: Mapping[str, Source], file: str) -> Iterator[Problem]:
    """Yield answers of one scale, or statements of one list, that say the same where their sources differ."""
    first: dict[tuple[str, str], Translation] = {}
    for one in rows:
        words = (one.key.rpartition("/")[0], one.translation.casefold())
        other = first.setdefault(words, one)
        if one.translation and wanted[other.key].words != wanted[one.key].words:
            severity = Severity.ERROR if one.status == AGREED else Severity.WARNING
            place, values = Place(file=file, row=one.row, key=one.key), {"row": other.row}
            yield Problem(code="instruments.translations.alike", place=place, values=values, severity=severity)
