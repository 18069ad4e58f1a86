"""Take rows into the store, some at a time: each with its identity and a hash of its answers; count what is strange."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from instruments.errors import Problem
from instruments.typed import typed
from survey.ingest.agreeing import agree, hashes_of
from survey.ingest.coding import CLOSED_KINDS, code_moments
from survey.ingest.columns import Columns
from survey.ingest.distinct import Distinct, distinct_of
from survey.ingest.erased import erased_by_answers, erased_by_name
from survey.ingest.export import Row
from survey.ingest.moments import unlike_servers
from survey.ingest.phones import count_phones, in_words
from survey.ingest.plausible import are_interviews, not_an_interview
from survey.ingest.repeat_answers import read_repeat
from survey.ingest.repeated import repeat_tables
from survey.ingest.rows import Turned, held_items, turned
from survey.ingest.sheet_row import SheetRow, called, place_of, sheet_of
from survey.ingest.submission import identity_of, made_of, named_in, told_of
from survey.ingest.tally import Tally, count_read
from survey.ingest.twins import Twins
from survey.store import Adding, Held, RawFile, RawRow
from survey.store.records import UNNAMED
from survey.study import Study

READ_TOGETHER = 250  # their cells stay in the cache until they are read
STORED_TOGETHER = 1_000
T = TypeVar("T")
Batch = Sequence[tuple[int, Row]]


@dataclass(frozen=True, kw_only=True)
class Taker:
    """What takes the rows of one file.

    Attributes
    ----------
    study : Study
    raw : RawFile
    columns : Columns
    tally : Tally
    erased : frozenset of str
        Every name of the interviews that were erased.
    """

    study: Study
    raw: RawFile
    columns: Columns
    tally: Tally
    erased: frozenset[str] = frozenset()

    @cached_property
    def in_words(self) -> dict[str, int]:
        """The columns of the questions that people answer in words of their own."""
        named = (item.name for item in in_words(held_items(self.study.instrument)))
        return {name: self.columns.items[name] for name in named if name in self.columns.items}


def take(rows: Iterable[tuple[int, Row]], *, taker: Taker, adding: Adding) -> None:
    """Add the rows of a file to the store, and count what becomes of them."""
    study, tally = taker.study, taker.tally
    distinct = distinct_of(columns=taker.columns, instrument=study.instrument, dates=study.files.dates, tally=tally)
    twins = Twins(study=study, raw=taker.raw, columns=taker.columns, adding=adding)
    same = partial(agree, study=study, raw=taker.raw, columns=taker.columns)
    with _without_search_for_cycles():
        for batch in _batches(_raw_rows(rows, taker, distinct), STORED_TOGETHER):
            added = adding.add(batch, agree=same, known=twins.of)
            tally.twins += [(row.row, other) for row, other in added.twins]
            tally.edited += added.edited
            tally.stored += added.stored
            tally.known += added.known
            tally.refused += [_conflict(row, held, taker.raw) for row, held in added.conflicts]
            tally.refused += [_brings_more(row, file, taker.raw) for row, file in added.fuller]
        distinct.finish()


@contextmanager
def _without_search_for_cycles() -> Iterator[None]:
    """Rows are lists of text and hold no cycles: to look for some among millions of cells costs a fifth of a load."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _batches(some: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(some)
    while batch := list(islice(remaining, size)):
        yield batch


def _raw_rows(rows: Iterable[tuple[int, Row]], taker: Taker, distinct: Distinct) -> Iterator[RawRow]:
    for batch in _batches(rows, READ_TOGETHER):
        yield from _read(batch, taker, distinct)


def _read(batch: Batch, taker: Taker, distinct: Distinct) -> list[RawRow]:
    batch = _not_erased(batch, taker)
    if not batch:
        return []
    table = turned([row for _, row in batch])
    found = are_interviews(table, distinct=distinct)
    if not found.all():
        return _read(_interviews(batch, found, taker), taker, distinct)
    batch, identities = _identified(batch, table, taker)
    if not batch:
        return []
    numbers, rows = zip(*batch, strict=True)
    table = table if len(rows) == table.count else turned(rows)
    distinct.take(table)
    _count_submitted(table, taker)
    _count_within(table, taker)
    _count_phones(table, taker)
    told = told_of(table, columns=taker.columns)
    versions = zip(told.instances, told.deprecated, told.edits, told.form_versions, told.reviews, strict=True)
    return [
        RawRow(
            row=number,
            sheet=sheet_of(number),
            submission_id=identity,
            instance_id=instance,
            deprecated_id=deprecated,
            edits=edits,
            form_version=form_version,
            review=review,
            cells=tuple(cells),
        )
        for number, identity, cells, (instance, deprecated, edits, form_version, review) in zip(
            numbers, identities, rows, versions, strict=True
        )
    ]


def _not_erased(batch: Batch, taker: Taker) -> Batch:
    """Return the rows that the server does not name as erased ones; of the others nothing is read or counted."""
    if not taker.erased or not batch:
        return batch
    gone = erased_by_name(turned([row for _, row in batch]), columns=taker.columns, erased=taker.erased)
    taker.tally.refused += [_erased(batch[at][0], name, taker.raw) for at, name in gone.items()]
    return [pair for at, pair in enumerate(batch) if at not in gone]


def _interviews(batch: Batch, found: NDArray[np.bool_], taker: Taker) -> Batch:
    """Return the rows that are interviews; the others are refused."""
    taker.tally.refused += [not_an_interview(*batch[at], file=taker.raw.name) for at in np.flatnonzero(~found).tolist()]
    return [batch[at] for at in np.flatnonzero(found).tolist()]


def _identified(batch: Batch, table: Turned, taker: Taker) -> tuple[Batch, list[str]]:
    """Return the rows with the identity of each: the server's, else one made of its answers; the erased left out."""
    tally, rows = taker.tally, [row for _, row in batch]
    named = named_in(table, columns=taker.columns)
    tally.unnamed += (named or []).count("")
    names = list(map(identity_of, named or [""] * len(rows)))
    unnamed = [at for at, name in enumerate(names) if not name]
    if not unnamed:
        return batch, names
    tally.erased_unseen += len(unnamed) * any(not name.startswith(UNNAMED) for name in taker.erased)
    bare = [rows[at] for at in unnamed]
    made = [made_of(digest, seen=tally.made) for digest in hashes_of(bare, columns=taker.columns, study=taker.study)]
    gone = erased_by_answers(bare, made, columns=taker.columns, study=taker.study, erased=taker.erased, seen=tally.once)
    for at, name in zip(unnamed, made, strict=True):
        names[at] = name
    lost = {unnamed[place] for place in gone}
    tally.refused += [_erased(batch[at][0], names[at], taker.raw) for at in sorted(lost)]
    kept = [at for at in range(len(batch)) if at not in lost]
    return [batch[at] for at in kept], [names[at] for at in kept]


def _count_submitted(table: Turned, taker: Taker) -> None:
    """Count what is strange in the moments of submission, by which interviews belong to waves."""
    at = taker.columns.submitted
    if at is not None and (texts := unlike_servers(table.column(at))):
        submitted = code_moments(texts, dates=taker.study.files.dates)
        count_read(taker.raw.header[at], submitted, closed=False, tally=taker.tally)


def _count_phones(table: Turned, taker: Taker) -> None:
    for name, at in taker.in_words.items():
        count_phones(name, table.column(at), tally=taker.tally)


def _count_within(table: Turned, taker: Taker) -> None:
    """Count what is strange in the rows of repeats; they stay as they came, and are read when they are analysed."""
    rows = repeat_tables(table, ids=[""] * table.count, columns=taker.columns)
    dates, instrument = taker.study.files.dates, taker.study.instrument
    for name, cells in rows.items():
        taker.tally.within[name] += len(cells)
        read = read_repeat(cells, name=name, instrument=instrument, dates=dates, file=taker.raw.name)
        for item, coded in read.coded.items():
            closed = read.instrument.item(item).kind in CLOSED_KINDS
            count_read(item, coded, closed=closed, tally=taker.tally)
        for words in in_words(read.instrument.items):
            if words.name in read.coded:
                said = read.coded[words.name]
                count_phones(words.name, said.take(said.texts, object).tolist(), tally=taker.tally)


def _erased(row: int, submission: str, raw: RawFile) -> Problem:
    values = {"submission": submission}
    return Problem(code="survey.ingest.erased", place=place_of(row, file=raw.name), values=values)


def _brings_more(row: RawRow, file: str, raw: RawFile) -> Problem:
    values = {"submission": row.submission_id, "file": typed(file)}
    return Problem(code="survey.ingest.brings_more", place=place_of(row.row, file=raw.name), values=values)


def _conflict(row: RawRow, held: Held, raw: RawFile) -> Problem:
    place, values = place_of(row.row, file=raw.name), {"submission": row.submission_id}
    if held.file:
        return Problem(code="survey.ingest.differs", place=place, values=values | {"file": typed(held.file)})
    other = called(SheetRow(held.row, held.sheet) if held.sheet else held.row)
    return Problem(code="survey.ingest.differs_within", place=place, values=values | {"other": other})
