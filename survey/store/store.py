"""The raw submissions of a study: they come in whole files, and never change."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from instruments.errors import Place, refuse
from survey.store.engine import open_engine, writing
from survey.store.records import Added, RawFile, RawRow
from survey.store.schema import files, submissions
from survey.study import Study

_IDENTITIES_A_QUESTION = 500


@dataclass(frozen=True, slots=True)
class Store:
    """The submissions of a study, raw, with where each came from."""

    engine: Engine

    def reconciliation(self, sha256: str) -> Mapping[str, Any] | None:
        """Return what was written down when a file was loaded, or None where it never was."""
        with self.engine.connect() as connection:
            return connection.scalar(select(files.c.reconciliation).where(files.c.sha256 == sha256))

    def reconciliations(self) -> list[Mapping[str, Any]]:
        """Return what was written down about each file, in the order of loading."""
        with self.engine.connect() as connection:
            return list(connection.scalars(select(files.c.reconciliation).order_by(files.c.id)))

    @contextmanager
    def adding(self, file: RawFile) -> Iterator["Adding"]:
        """Add a file: all of it is kept when the block ends, and nothing of it when the block breaks off.

        Raises
        ------
        SurveyError
            If somebody else is loading the same file, or the database refuses.
        """
        try:
            with writing(self.engine) as connection:
                yield Adding(connection, _insert_file(connection, file))
        except IntegrityError as error:
            raise refuse("survey.store.loaded_meanwhile", Place(file=file.name)) from error
        except DBAPIError as error:
            raise refuse("survey.store.unreadable", Place(file=file.name), reason=error.orig) from error

    def files(self) -> list[RawFile]:
        """Return the files that were loaded, in the order of loading."""
        with self.engine.connect() as connection:
            return [_file(row) for row in connection.execute(select(files).order_by(files.c.id))]

    def rows(self, sha256: str) -> list[RawRow]:
        """Return the submissions that a file brought, in its order."""
        brought = select(submissions).join(files).where(files.c.sha256 == sha256).order_by(submissions.c.row)
        with self.engine.connect() as connection:
            return [_row(row) for row in connection.execute(brought)]

    def submissions(self) -> Iterator[tuple[RawFile, list[RawRow]]]:
        """Yield each file with the submissions that it brought."""
        for file in self.files():
            yield file, self.rows(file.sha256)

    def __len__(self) -> int:
        with self.engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(submissions)) or 0


@dataclass(frozen=True, slots=True)
class Adding:
    """A file while it is being added."""

    connection: Connection
    file_id: int

    def add(self, rows: Sequence[RawRow]) -> Added:
        """Store the submissions that are new; tell those that are known, and those that contradict what is known."""
        held = self._held([row.submission_id for row in rows])
        fresh: dict[str, RawRow] = {}
        conflicts: list[tuple[RawRow, str]] = []
        for row in rows:
            earlier, file = held.get(row.submission_id, (None, ""))
            if earlier is None and row.submission_id not in fresh:
                fresh[row.submission_id] = row
            elif row.answers_hash != (earlier or fresh[row.submission_id].answers_hash):
                conflicts.append((row, file))
        if fresh:
            self.connection.execute(insert(submissions), [self._values(row) for row in fresh.values()])
        return Added(stored=len(fresh), known=len(rows) - len(fresh) - len(conflicts), conflicts=tuple(conflicts))

    def reconcile(self, reconciliation: Mapping[str, Any]) -> None:
        """Write down what became of the file."""
        kept = update(files).where(files.c.id == self.file_id).values(reconciliation=dict(reconciliation))
        self.connection.execute(kept)

    def _held(self, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
        held: dict[str, tuple[str, str]] = {}
        for start in range(0, len(identities), _IDENTITIES_A_QUESTION):
            asked = submissions.c.submission_id.in_(identities[start : start + _IDENTITIES_A_QUESTION])
            found = (
                select(submissions.c.submission_id, submissions.c.answers_hash, files.c.name).join(files).where(asked)
            )
            held |= {identity: (digest, name) for identity, digest, name in self.connection.execute(found)}
        return held

    def _values(self, row: RawRow) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "row": row.row,
            "submission_id": row.submission_id,
            "answers_hash": row.answers_hash,
            "cells": json.dumps(row.cells),
        }


def open_store(study: Study) -> Store:
    """Return the store of a study; an SQLite file is made where there is none.

    Raises
    ------
    SurveyError
        If the database cannot be opened.
    """
    return Store(open_engine(study.store_url))


def _insert_file(connection: Connection, file: RawFile) -> int:
    values = {
        name: getattr(file, name) for name in ("name", "sha256", "kind", "loader", "form", "form_version", "plan")
    }
    written = {"header": list(file.header), "loaded_at": file.loaded_at.isoformat(), "reconciliation": {}}
    key = connection.execute(insert(files).values(values | written)).inserted_primary_key
    return int(key[0]) if key else 0


def _file(row: Row[Any]) -> RawFile:
    return RawFile(
        name=row.name,
        sha256=row.sha256,
        kind=row.kind,
        header=tuple(row.header),
        loader=row.loader,
        loaded_at=datetime.fromisoformat(row.loaded_at),
        form=row.form,
        form_version=row.form_version,
        plan=row.plan,
    )


def _row(row: Row[Any]) -> RawRow:
    return RawRow(
        row=row.row,
        submission_id=row.submission_id,
        answers_hash=row.answers_hash,
        cells=tuple(json.loads(row.cells)),
    )
