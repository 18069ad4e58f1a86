"""What is counted while the rows of a file go by, and what is said of it afterwards."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from instruments.errors import Place, Problem, Severity
from instruments.scale import NonAnswer
from survey.ingest.cell import Why
from survey.ingest.coding import NOTHING_SAID, Coded
from survey.ingest.columns import Columns
from survey.ingest.days_of_excel import is_days, moment_of
from survey.ingest.moments import is_either_way
from survey.ingest.sheet_row import called
from survey.store import RawFile
from survey.store.erasing import LONGEST_SHOWN

MOST_VALUES_NAMED = 40
TWINS_NAMED = 3
OTHERS = "..."
MOST_VALUES_COUNTED = 100_000  # apart; a column of free text where a number should be has a new one in every row


_EDIT_UNDER_ANOTHER_NAME = frozenset({"kobo", "kobo_legacy"})
_CHANGES_WITH_AN_EDIT = frozenset({"_uuid", "meta/instanceid"})


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is counted while the rows of a file go by."""

    rows: int = 0
    stored: int = 0
    known: int = 0
    edited: int = 0
    unnamed: int = 0
    repaired: int = 0
    refused: list[Problem] = field(default_factory=list)
    tags: list[Problem] = field(default_factory=list)  # rows of tags under a header
    strange: Counter[tuple[str, Why, str]] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    once: Counter[str] = field(default_factory=Counter)  # the same, as dates and times did not count yet
    settled: set[str] = field(default_factory=set)
    days: Counter[str] = field(default_factory=Counter)  # moments given as numbers of days, by item
    day_shown: dict[str, str] = field(default_factory=dict)  # the first of them
    twins: list[tuple[int, str]] = field(default_factory=list)
    within: Counter[str] = field(default_factory=Counter)  # rows within repeats, by repeat
    erased_unseen: int = 0  # rows without an identity, where persons with one were erased
    telling: set[str] = field(default_factory=set)
    phones: Counter[str] = field(default_factory=Counter)  # answers in words that hold a telephone number, by item
    nameless: int = 0  # rows with something in a column that has no name
    closed: int = 0  # cells of questions that not everything is an answer to
    wrong: int = 0  # those of them that are no answer


def count_read(
    name: str, coded: Coded, *, closed: bool, tally: Tally, times: NDArray[np.float64] | None = None
) -> None:
    """Count the cells of a column that say something, and those that are no valid answer by fault and text.

    Parameters
    ----------
    name : str
    coded : Coded
    closed : bool
        Whether it is a question to which not everything is an answer.
    tally : Tally
    times : array of float, optional
        How often each row came; default: once.
    """
    for cell, text, count in zip(coded.cells, coded.texts, coded.counts(times), strict=True):
        if closed and cell.reason not in NOTHING_SAID:
            tally.closed += count
            tally.wrong += count * (cell.reason is NonAnswer.INVALID and cell.why != "ambiguous_date")
        if count and cell.reason is NonAnswer.INVALID and cell.why:
            counted_apart = len(tally.strange) < MOST_VALUES_COUNTED
            tally.strange[name, cell.why, text[:LONGEST_SHOWN] if counted_apart else OTHERS] += count
        elif isinstance(cell.value, datetime):
            _count_moment(name, text.strip(), count, tally)


def _count_moment(name: str, text: str, count: int, tally: Tally) -> None:
    if is_days(text):
        tally.days[name] += count
        tally.day_shown.setdefault(name, text)
    elif not is_either_way(text):
        tally.settled.add(name)


def notes_on(file: RawFile, *, columns: Columns, tally: Tally) -> tuple[Problem, ...]:
    """Return what the loader should know of a file that was taken: its identities, and its invalid cells."""
    return (
        *_identity_notes(file, columns, tally),
        *_edit_notes(file, tally),
        *_twin_notes(file, tally),
        *_repair_notes(file, tally),
        *_day_notes(file, tally),
        *_strange_notes(file, tally),
    )


def notes_on_within(tally: Tally, *, file: str) -> Iterator[Problem]:
    """Yield how many rows came within repeats."""
    if tally.within:
        told = ", ".join(f"{name} {count}" for name, count in tally.within.items())
        place = Place(file=file)
        yield Problem(code="survey.ingest.within", place=place, values={"repeats": told}, severity=Severity.NOTE)


def notes_on_erased(tally: Tally, *, file: str) -> Iterator[Problem]:
    """Yield that persons who were erased cannot be recognised where interviews have no identity."""
    if tally.erased_unseen:
        values = {"count": tally.erased_unseen}
        yield Problem(
            code="survey.ingest.erased_unseen", place=Place(file=file), values=values, severity=Severity.WARNING
        )


def notes_on_edits(columns: Columns, *, origin: str, header: Sequence[str], file: str) -> Iterator[Problem]:
    """Yield that an export of KoboToolbox does not say which interviews were edited, where it lacks what says so."""
    if origin not in _EDIT_UNDER_ANOTHER_NAME or columns.identity is None or columns.deprecated is not None:
        return
    if header[columns.identity].casefold().strip() in _CHANGES_WITH_AN_EDIT:
        yield Problem(code="survey.ingest.edits_unseen", place=Place(file=file), severity=Severity.NOTE)


def _identity_notes(raw: RawFile, columns: Columns, tally: Tally) -> Iterator[Problem]:
    place = Place(file=raw.name)
    if columns.identity is None:
        yield Problem(code="survey.ingest.no_identity", place=place, severity=Severity.NOTE)
    elif tally.unnamed:
        values = {"count": tally.unnamed, "column": raw.header[columns.identity]}
        yield Problem(code="survey.ingest.rows_without_identity", place=place, values=values, severity=Severity.WARNING)


def _edit_notes(raw: RawFile, tally: Tally) -> Iterator[Problem]:
    if tally.edited:
        values = {"count": tally.edited}
        place = Place(file=raw.name)
        yield Problem(code="survey.ingest.edited", place=place, values=values, severity=Severity.NOTE)


def _twin_notes(raw: RawFile, tally: Tally) -> Iterator[Problem]:
    if tally.twins:
        shown = ", ".join(f"{called(row)} = {other}" for row, other in tally.twins[:TWINS_NAMED])
        values = {"count": len(tally.twins), "examples": shown}
        place = Place(file=raw.name)
        yield Problem(code="survey.ingest.twins", place=place, values=values, severity=Severity.NOTE)


def _repair_notes(raw: RawFile, tally: Tally) -> Iterator[Problem]:
    if tally.repaired:
        values = {"count": tally.repaired}
        place = Place(file=raw.name)
        yield Problem(code="survey.ingest.repaired", place=place, values=values, severity=Severity.NOTE)


def _day_notes(raw: RawFile, tally: Tally) -> Iterator[Problem]:
    for name, count in tally.days.items():
        got = tally.day_shown[name]
        values = {"count": count, "got": got, "meant": f"{moment_of(got):%Y-%m-%d %H:%M}"}
        place = Place(file=raw.name, item=name)
        yield Problem(code="survey.ingest.days", place=place, values=values, severity=Severity.NOTE)


def _strange_notes(raw: RawFile, tally: Tally) -> Iterator[Problem]:
    for item, why, text in list(tally.strange):
        if why == "ambiguous_date" and item in tally.settled:  # by dates that came in later rows
            del tally.strange[item, why, text]
    for (item, why, text), count in tally.strange.most_common(MOST_VALUES_NAMED):
        place = Place(file=raw.name, item=item)
        values = {"got": text, "count": count}
        yield Problem(code=f"survey.ingest.{why}", place=place, values=values, severity=Severity.WARNING)
    if (more := len(tally.strange) - MOST_VALUES_NAMED) > 0:
        values = {"count": more}
        place = Place(file=raw.name)
        yield Problem(code="survey.ingest.more_values", place=place, values=values, severity=Severity.WARNING)
