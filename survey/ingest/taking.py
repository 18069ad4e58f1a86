"""Take rows into the store, some at a time: each with its identity and a hash of its answers; count what is strange."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

import numpy as np

from instruments.errors import Problem
from survey.ingest.agreeing import agree, hashes_of
from survey.ingest.coding import CLOSED_KINDS, code_moments
from survey.ingest.columns import Columns
from survey.ingest.distinct import Distinct, distinct_of
from survey.ingest.export import Row
from survey.ingest.moments import unlike_servers
from survey.ingest.plausible import are_interviews, not_an_interview
from survey.ingest.repeat_answers import read_repeat
from survey.ingest.repeated import repeat_tables
from survey.ingest.rows import Turned, turned
from survey.ingest.sheet_row import place_of, sheet_of
from survey.ingest.submission import identity_of, made_of, named_in, told_of
from survey.ingest.tally import Tally, count_read
from survey.ingest.twins import Twins
from survey.store import Adding, RawFile, RawRow
from survey.study import Study

READ_TOGETHER = 250  # their cells stay in the cache until they are read
STORED_TOGETHER = 1_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """What takes the rows of one file.

    Attributes
    ----------
    study : Study
    raw : RawFile
    columns : Columns
    tally : Tally
    """

    study: Study
    raw: RawFile
    columns: Columns
    tally: Tally


def take(rows: Iterable[tuple[int, Row]], *, taker: Taker, adding: Adding) -> None:
    """Add the rows of a file to the store, and count what becomes of them."""
    study, tally = taker.study, taker.tally
    distinct = distinct_of(columns=taker.columns, instrument=study.instrument, dates=study.files.dates, tally=tally)
    twins = Twins(study=study, raw=taker.raw, columns=taker.columns, adding=adding)
    same = partial(agree, study=study, raw=taker.raw, columns=taker.columns)
    with _without_search_for_cycles():
        for batch in _batches(_raw_rows(rows, taker, distinct), STORED_TOGETHER):
            added = adding.add(batch, agree=same, twin=twins.of)
            tally.twins += [(row.row, other) for row, other in added.twins]
            tally.refused += [_erased(row, taker.raw) for row in added.erased]
            tally.edited += added.edited
            tally.stored += added.stored
            tally.known += added.known
            tally.refused += [_conflict(row, file, taker.raw) for row, file in added.conflicts]
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


def _read(batch: Sequence[tuple[int, Row]], taker: Taker, distinct: Distinct) -> list[RawRow]:
    if not batch:
        return []
    columns, tally = taker.columns, taker.tally
    numbers, rows = zip(*batch, strict=True)
    table = turned(rows)
    found = are_interviews(table, distinct=distinct)
    if not found.all():
        tally.refused += [not_an_interview(*batch[at], file=taker.raw.name) for at in np.flatnonzero(~found).tolist()]
        return _read([batch[at] for at in np.flatnonzero(found).tolist()], taker, distinct)
    distinct.take(table)
    _count_submitted(table, taker)
    _count_within(table, taker)
    named = named_in(table, columns=columns)
    tally.unnamed += (named or []).count("")
    told = told_of(table, columns=columns)
    identities = _identities(named or [""] * table.count, rows, taker)
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


def _identities(named: Sequence[str], rows: Sequence[Row], taker: Taker) -> list[str]:
    """Return the identity of each row: the server's, else one made of its answers."""
    names = list(map(identity_of, named))
    if "" in names:
        unnamed = [at for at, name in enumerate(names) if not name]
        digests = hashes_of([rows[at] for at in unnamed], columns=taker.columns, study=taker.study)
        for at, digest in zip(unnamed, digests, strict=True):
            names[at] = made_of(digest, seen=taker.tally.made)
    return names


def _count_submitted(table: Turned, taker: Taker) -> None:
    """Count what is strange in the moments of submission, by which interviews belong to waves."""
    at = taker.columns.submitted
    if at is not None and (texts := unlike_servers(table.column(at))):
        submitted = code_moments(texts, dates=taker.study.files.dates)
        count_read(taker.raw.header[at], submitted, closed=False, tally=taker.tally)


def _count_within(table: Turned, taker: Taker) -> None:
    """Count what is strange in the rows of repeats; they stay as they came, and are read when they are analysed."""
    rows = repeat_tables(table, ids=[""] * table.count, columns=taker.columns)
    dates, instrument = taker.study.files.dates, taker.study.instrument
    for name, cells in rows.items():
        read = read_repeat(cells, name=name, instrument=instrument, dates=dates, file=taker.raw.name)
        for item, coded in read.coded.items():
            closed = read.instrument.item(item).kind in CLOSED_KINDS
            count_read(item, coded, closed=closed, tally=taker.tally)


def _erased(row: RawRow, raw: RawFile) -> Problem:
    values = {"submission": row.submission_id}
    return Problem(code="survey.ingest.erased", place=place_of(row.row, file=raw.name), values=values)


def _conflict(row: RawRow, file: str, raw: RawFile) -> Problem:
    values = {"submission": row.submission_id, "file": file or raw.name}
    return Problem(code="survey.ingest.differs", place=place_of(row.row, file=raw.name), values=values)
