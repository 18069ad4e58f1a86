"""The raw submissions of a study: they come in whole files, and never change. What is changed is kept beside them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, or_, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from instruments.errors import Place, Problem, SurveyError, refuse
from survey.store import audit
from survey.store.adding import Adding, begin_adding
from survey.store.audit import Entry
from survey.store.cells import cells_of
from survey.store.engine import open_engine, writing
from survey.store.erasing import erased_in, erased_interviews
from survey.store.records import RawFile, RawRow
from survey.store.schema import files, versions, withdrawn_files
from survey.store.versions import Interview, Version, interviews
from survey.store.withdrawing import still_withdrawn
from survey.study import Study

_ROW_NAMES = ("row", "submission_id", "instance_id", "deprecated_id", "edits", "form_version", "sheet")
_ROW = [versions.c[name] for name in (*_ROW_NAMES, "cells")]
_COLLISIONS = frozenset({"40001", "40P01"})  # PostgreSQL: serialization failure, deadlock


class OvertakenError(SurveyError):
    """Somebody else wrote the same at the same moment; nothing was written, and it can be tried again."""


@dataclass(frozen=True, slots=True)
class Store:
    """The submissions of a study, raw, with where each came from; and the trail of changes."""

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
        OvertakenError
            If somebody else has loaded the same meanwhile.
        SurveyError
            If the database refuses.
        """
        with self.changing(Place(file=file.name)) as connection:
            yield begin_adding(connection, file)

    @contextmanager
    def changing(self, place: Place | None = None) -> Iterator[Connection]:
        """Open a transaction in which nobody else writes; what it refuses is said of a place.

        Raises
        ------
        OvertakenError
            If somebody else has written the same meanwhile.
        SurveyError
            If the database refuses.
        """
        try:
            with writing(self.engine) as connection:
                yield connection
        except DBAPIError as error:
            where = place or Place()
            if isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", "") in _COLLISIONS:
                raise OvertakenError(Problem(code="survey.store.loaded_meanwhile", place=where)) from error
            raise refuse("survey.store.unreadable", where, reason=error.orig) from error

    def files(self) -> list[RawFile]:
        """Return the files that were loaded, in the order of loading."""
        with self.engine.connect() as connection:
            return [_file(row) for row in connection.execute(select(files).order_by(files.c.id))]

    def first_file(self) -> RawFile | None:
        """Return the file that was loaded first, be it withdrawn since; None where nothing ever was loaded."""
        with self.engine.connect() as connection:
            found = [
                _file(row)
                for table in (files, withdrawn_files)
                for row in connection.execute(select(table).order_by(table.c.loaded_at).limit(1))
            ]
        return min(found, key=lambda file: file.loaded_at, default=None)

    def set_aside(self) -> Mapping[str, tuple[str, ...]]:
        """Return the interviews that are not handed out: those that were withdrawn with their file, and the erased."""
        with self.engine.connect() as connection:
            erased = erased_in(connection)
            withdrawn = tuple(name for name in still_withdrawn(connection) if name not in erased)
            return {"withdrawn": withdrawn, "erased": erased_interviews(connection)}

    def rows(self, sha256: str) -> list[RawRow]:
        """Return all that a file brought, in its order, as it came."""
        brought = select(*_ROW).join(files).where(files.c.sha256 == sha256).order_by(versions.c.row)
        with self.engine.connect() as connection:
            return [_row(row) for row in connection.execute(brought)]

    def interviews(self) -> tuple[Interview, ...]:
        """Return every interview with its versions, the one that counts last."""
        names = ("submission_id", "instance_id", "deprecated_id", "edits")
        held = select(versions.c.id, *(versions.c[name] for name in names)).order_by(versions.c.id)
        with self.engine.connect() as connection:
            return interviews(Version(key=row.id, **_named(row, names)) for row in connection.execute(held))

    def submissions(self) -> Iterator[tuple[RawFile, list[RawRow]]]:
        """Yield each file with the interviews that it brought, in the version that counts, each under its first name.

        A version that was edited on the server later is not among them; `rows` still returns it. Nor are interviews
        that were erased.
        """
        names = {interview.latest.instance_id: interview.submission_id for interview in self.interviews()}
        for file in self.files():
            rows = self.rows(file.sha256)
            yield file, [_renamed(row, names[row.identity]) for row in rows if row.identity in names and row.cells]

    def trail(self) -> tuple[Entry, ...]:
        """Return every change, from the first load on."""
        with self.engine.connect() as connection:
            return audit.entries(connection)

    def versions_of(self, submission_id: str) -> list[tuple[str, RawRow]]:
        """Return an interview in all its versions, the one that counts last, each with the file that brought it."""
        known = {name: interview for interview in self.interviews() for name in _names(interview)}
        wanted = [version.instance_id for version in known[submission_id].versions] if submission_id in known else []
        held = select(files.c.name, *_ROW).join(files).where(versions.c.instance_id.in_(wanted))
        with self.engine.connect() as connection:
            brought = {row.instance_id: (row.name, _row(row[1:])) for row in connection.execute(held)}
        return [brought[identity] for identity in wanted]

    def __len__(self) -> int:
        edited = or_(versions.c.submission_id != versions.c.instance_id, versions.c.deprecated_id != "")
        with self.engine.connect() as connection:
            if connection.scalar(select(versions.c.id).where(edited).limit(1)) is None:
                return connection.scalar(select(func.count(versions.c.id))) or 0
        return len(self.interviews())


def open_store(study: Study) -> Store:
    """Return the store of a study; an SQLite file is made where there is none.

    Raises
    ------
    SurveyError
        If the database cannot be opened.
    """
    return Store(open_engine(study.store_url))


def _names(interview: Interview) -> set[str]:
    return {interview.submission_id, *(version.instance_id for version in interview.versions)}


def _named(row: Row[Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _file(row: Row[Any]) -> RawFile:
    same = ("name", "sha256", "kind", "loader", "form", "form_version", "plan")
    loaded_at = datetime.fromisoformat(row.loaded_at)
    return RawFile(header=tuple(row.header), loaded_at=loaded_at, **_named(row, same))


def _row(row: Sequence[Any]) -> RawRow:
    *values, cells = row
    return RawRow(**dict(zip(_ROW_NAMES, values, strict=True)), cells=cells_of(cells))


def _renamed(row: RawRow, submission_id: str) -> RawRow:
    return row if row.submission_id == submission_id else replace(row, submission_id=submission_id)
