"""The raw submissions of a study: they come in whole files, and never change."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from instruments.errors import Place, refuse
from survey.store.adding import Adding, insert_file
from survey.store.engine import open_engine, writing
from survey.store.records import RawFile, RawRow
from survey.store.schema import files, submissions
from survey.study import Study


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
    def adding(self, file: RawFile) -> Iterator[Adding]:
        """Add a file: all of it is kept when the block ends, and nothing of it when the block breaks off.

        Raises
        ------
        SurveyError
            If somebody else is loading the same file, or the database refuses.
        """
        try:
            with writing(self.engine) as connection:
                yield Adding(connection, insert_file(connection, file))
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


def open_store(study: Study) -> Store:
    """Return the store of a study; an SQLite file is made where there is none.

    Raises
    ------
    SurveyError
        If the database cannot be opened.
    """
    return Store(open_engine(study.store_url))


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
