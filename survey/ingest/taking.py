"""Take rows into the store, some at a time: each with its identity and a hash of its answers; count what is strange."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from instruments.errors import Place, Problem
from survey.ingest.columns import Columns
from survey.ingest.export import Row
from survey.ingest.rows import code_rows, column
from survey.ingest.submission import answers_hashes, identities, named_in, versions_of
from survey.ingest.tally import Tally, count_strange
from survey.store import Adding, RawFile, RawRow
from survey.study import Study

BATCH = 5_000


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
    with _without_search_for_cycles():
        for batch in _batches(rows):
            added = adding.add(_raw_rows(batch, taker))
            tally = taker.tally
            tally.edited += added.edited
            tally.stored += added.stored
            tally.known += added.known
            tally.refused += [_conflict(row, file, taker.raw) for row, file in added.conflicts]


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


def _batches(rows: Iterable[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _raw_rows(batch: Sequence[tuple[int, Row]], taker: Taker) -> list[RawRow]:
    columns, instrument, tally = taker.columns, taker.study.instrument, taker.tally
    cells = [row for _, row in batch]
    coded = code_rows(cells, columns=columns, instrument=instrument, dates=taker.study.files.dates)
    count_strange(coded, tally)
    repeats = {name: column(cells, at) or [] for name, at in columns.repeats.items()}
    digests = answers_hashes(coded, instrument=instrument, rows=len(cells), repeats=repeats)
    named = named_in(cells, columns=columns)
    tally.unnamed += sum(not name.strip() for name in named or ())
    names = identities(named, digests=digests, seen=tally.made)
    versions = versions_of(cells, columns=columns)
    return [
        RawRow(row=number, submission_id=name, answers_hash=digest, cells=tuple(row), **version)
        for (number, row), name, digest, version in zip(batch, names, digests, versions, strict=True)
    ]


def _conflict(row: RawRow, file: str, raw: RawFile) -> Problem:
    place = Place(file=raw.name, row=row.row)
    values = {"submission": row.submission_id, "file": file or raw.name}
    return Problem(code="survey.ingest.differs", place=place, values=values)
