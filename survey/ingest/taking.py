"""Take rows into the store, some at a time: each with its identity and a hash of its answers; count what is strange."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np

from instruments.errors import Problem
from survey.ingest.agreeing import agree, hashes_of
from survey.ingest.coding import code_moments
from survey.ingest.columns import Columns
from survey.ingest.export import Row
from survey.ingest.moments import unlike_servers
from survey.ingest.plausible import are_interviews, count_closed, not_an_interview
from survey.ingest.repeat_answers import read_repeat
from survey.ingest.repeated import repeat_tables
from survey.ingest.rows import Turned, code_columns, turned
from survey.ingest.sheet_row import place_of
from survey.ingest.submission import identity_of, made_of, named_in, told_of
from survey.ingest.tally import Tally, count_strange
from survey.ingest.twins import Twins
from survey.store import Adding, RawFile, RawRow
from survey.study import Study

BATCH = 1_000


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
    twins = Twins(study=taker.study, raw=taker.raw, columns=taker.columns, adding=adding)
    same = partial(agree, study=taker.study, raw=taker.raw, columns=taker.columns)
    with _without_search_for_cycles():
        for batch in _batches(rows):
            added = adding.add(_raw_rows(batch, taker), agree=same, twin=twins.of)
            tally = taker.tally
            tally.twins += [(row.row, other) for row, other in added.twins]
            tally.refused += [_erased(row, taker.raw) for row in added.erased]
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
    if not batch:
        return []
    columns, instrument, tally = taker.columns, taker.study.instrument, taker.tally
    numbers, rows = zip(*batch, strict=True)
    table = turned(rows)
    coded = code_columns(table, columns=columns, instrument=instrument, dates=taker.study.files.dates)
    found = are_interviews(coded, instrument=instrument, columns=columns)
    if not found.all():
        tally.refused += [not_an_interview(*batch[at], file=taker.raw.name) for at in np.flatnonzero(~found).tolist()]
        return _raw_rows([batch[at] for at in np.flatnonzero(found).tolist()], taker)
    count_strange(coded, tally)
    count_closed(coded, instrument=instrument, tally=tally)
    _count_submitted(table, taker)
    _count_within(table, taker)
    named = named_in(table, columns=columns)
    tally.unnamed += (named or []).count("")
    told = told_of(table, columns=columns)
    values = {
        "row": numbers,
        "submission_id": _identities(named or [""] * table.count, rows, taker),
        "instance_id": told.instances,
        "deprecated_id": told.deprecated,
        "edits": told.edits,
        "form_version": told.form_versions,
        "review": told.reviews,
        "cells": map(tuple, rows),
    }
    return [RawRow(**dict(zip(values, row, strict=True))) for row in zip(*values.values(), strict=True)]


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
        submitted = {taker.raw.header[at]: code_moments(texts, dates=taker.study.files.dates)}
        count_strange(submitted, taker.tally)


def _count_within(table: Turned, taker: Taker) -> None:
    """Count what is strange in the rows of repeats; they stay as they came, and are read when they are analysed."""
    rows = repeat_tables(table, ids=[""] * table.count, columns=taker.columns)
    dates, instrument = taker.study.files.dates, taker.study.instrument
    for name, cells in rows.items():
        read = read_repeat(cells, name=name, instrument=instrument, dates=dates, file=taker.raw.name)
        count_strange(read.coded, taker.tally)


def _erased(row: RawRow, raw: RawFile) -> Problem:
    values = {"submission": row.submission_id}
    return Problem(code="survey.ingest.erased", place=place_of(row.row, file=raw.name), values=values)


def _conflict(row: RawRow, file: str, raw: RawFile) -> Problem:
    values = {"submission": row.submission_id, "file": file or raw.name}
    return Problem(code="survey.ingest.differs", place=place_of(row.row, file=raw.name), values=values)
