"""Load files of answers into the store of a study: all of a file, or nothing of it."""

import getpass
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from instruments.errors import Place, Problem, refuse
from survey.ingest.columns import Columns
from survey.ingest.export import Export, Row, Table
from survey.ingest.recognise import read_export
from survey.ingest.reconcile import Reconciliation, as_record, from_record, known_again
from survey.ingest.rows import code_rows, column
from survey.ingest.submission import answers_hashes, identities, version_of
from survey.ingest.tables import choose_table
from survey.ingest.tally import Tally, count_strange, notes_on
from survey.store import Adding, OvertakenError, RawFile, RawRow, Store, open_store
from survey.study import Study

BATCH = 5_000
_TRIES = 3


def load(study: Study, paths: Iterable[str | Path]) -> tuple[Reconciliation, ...]:
    """Load files of answers, each in a transaction of its own.

    Parameters
    ----------
    study : Study
    paths : iterable of str or Path
        CSV, Excel or SPSS; codes or labels in any language of the questionnaire.

    Returns
    -------
    tuple of Reconciliation
        One a file. A file that was loaded before changes nothing.

    Raises
    ------
    SurveyError
        If a file cannot be read, or is no export of this questionnaire; the files before it stay loaded.
    """
    store = open_store(study)
    return tuple(_load_file(study, store, Path(path)) for path in paths)


def _load_file(study: Study, store: Store, path: Path, *, tries: int = _TRIES) -> Reconciliation:
    if not path.is_file():
        raise refuse("survey.ingest.no_file", Place(file=str(path)))
    digest = sha256_of(path)
    kept = store.reconciliation(digest)
    if kept is not None:
        return known_again(from_record(kept))
    try:
        return _load_new(study, store, path, digest)
    except OvertakenError:
        if tries == 1:
            raise
        return _load_file(study, store, path, tries=tries - 1)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load_new(study: Study, store: Store, path: Path, digest: str) -> Reconciliation:
    export = read_export(path)
    table, columns = choose_table(export, instrument=study.instrument, file=path.name)
    raw = _raw_file(study, path, digest, export, table)
    tally = Tally()
    with store.adding(raw) as adding:
        for batch in _batches(table.rows):
            _add(batch, adding=adding, columns=columns, study=study, raw=raw, tally=tally)
        if tally.rows == 0:
            raise refuse("survey.ingest.no_rows", Place(file=path.name, sheet=table.name or None))
        reconciliation = _reconciliation(raw, export=export, columns=columns, tally=tally)
        adding.reconcile(as_record(reconciliation))
    return reconciliation


def _raw_file(study: Study, path: Path, digest: str, export: Export, table: Table) -> RawFile:
    return RawFile(
        name=path.name,
        sha256=digest,
        kind=export.kind,
        header=table.header,
        loader=_loader(),
        loaded_at=datetime.now(UTC),
        form=study.instrument.name,
        form_version=study.instrument.version,
        plan=_plan(study),
    )


def _loader() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user name
        return ""


def _plan(study: Study) -> str:
    """Return the plan of claims as it stands before these answers are seen."""
    if study.plan is None:
        return ""
    if study.plan.file is None:
        return f"library:{study.plan.library}"
    return study.path(study.plan.file).read_text(encoding="utf-8-sig")


def _batches(rows: Iterable[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _add(
    batch: Sequence[tuple[int, Row]], *, adding: Adding, columns: Columns, study: Study, raw: RawFile, tally: Tally
) -> None:
    whole = [(number, row) for number, row in batch if len(row) == len(raw.header)]
    tally.rows += len(batch)
    tally.refused += [_ragged(number, row, raw) for number, row in batch if len(row) != len(raw.header)]
    cells = [row for _, row in whole]
    coded = code_rows(cells, columns=columns, instrument=study.instrument)
    digests = answers_hashes(coded, instrument=study.instrument, rows=len(cells))
    named = column(cells, columns.identity)
    names = identities(named, digests=digests, seen=tally.made)
    found = [
        RawRow(
            row=number, submission_id=name, answers_hash=digest, cells=tuple(row), **version_of(row, columns=columns)
        )
        for (number, row), name, digest in zip(whole, names, digests, strict=True)
    ]
    added = adding.add(found)
    tally.edited += added.edited
    tally.stored += added.stored
    tally.known += added.known
    tally.unnamed += sum(not name.strip() for name in named or ())
    tally.refused += [_conflict(row, file, raw) for row, file in added.conflicts]
    count_strange(coded, tally.strange)


def _ragged(number: int, row: Row, raw: RawFile) -> Problem:
    values = {"got": len(row), "expected": len(raw.header)}
    return Problem(code="survey.ingest.ragged_row", place=Place(file=raw.name, row=number), values=values)


def _conflict(row: RawRow, file: str, raw: RawFile) -> Problem:
    place = Place(file=raw.name, row=row.row)
    values = {"submission": row.submission_id, "file": file or raw.name}
    return Problem(code="survey.ingest.differs", place=place, values=values)


def _reconciliation(raw: RawFile, *, export: Export, columns: Columns, tally: Tally) -> Reconciliation:
    return Reconciliation(
        file=raw.name,
        kind=raw.kind,
        hash=raw.sha256,
        rows_in=tally.rows,
        rows_stored=tally.stored,
        rows_known=tally.known,
        rows_refused=tuple(tally.refused),
        columns_matched=tuple(dict.fromkeys([*columns.items, *columns.ticks])),
        columns_unmatched=columns.unmatched,
        items_absent=columns.absent,
        notes=(*export.notes, *notes_on(raw, columns=columns, tally=tally)),
        loaded_at=raw.loaded_at,
        loader=raw.loader,
    )
