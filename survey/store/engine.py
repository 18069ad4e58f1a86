"""Open the database of a study, and see that it is one that this version understands."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool, Pool

from instruments.errors import Place, refuse
from instruments.output_file import private
from instruments.words import listed
from survey.store.migrations import DATABASES, MIGRATIONS, migrate, version_of

_PATIENCE_SECONDS = 600  # several large files may be waiting before this one
_PAGE_BYTES = 1 << 15  # an interview is a few thousand letters: small pages would be half empty
_CACHE_KIBIBYTES = 1 << 15  # identities come in any order: their index must not be read and written again for each
_TURN = 0x5375_7276_6579  # the number of the lock under which writers take turns; nobody else's business


def open_engine(url: str, *, pool: type[Pool] = NullPool) -> Engine:
    """Return the engine of a store; it is made, or brought to this version, where it is not there yet.

    Parameters
    ----------
    url : str
    pool : type of Pool
        How connections are kept; by default none is left open.

    Raises
    ------
    SurveyError
        If there is no such database, it is none, or it was made by a later version.
    """
    engine = _engine(url, pool)
    try:
        _make_private(url)
        with engine.connect() as connection:
            version = version_of(connection)
        if version < len(MIGRATIONS):
            with writing(engine) as connection:
                migrate(connection)
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raise refuse("survey.store.unreadable", _place(url), reason=getattr(error, "orig", error)) from error
    if version > len(MIGRATIONS):
        raise refuse("survey.store.other_version", _place(url), got=version, expected=len(MIGRATIONS))
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that will write: it takes its turn at once, so that it cannot be refused half-way."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
        yield connection


def _engine(url: str, pool: type[Pool] = NullPool) -> Engine:
    place = Place(key="store.url")
    try:
        kind = make_url(url).get_backend_name()
        if kind not in DATABASES:
            raise refuse("survey.store.other_database", place, got=kind, expected=listed(DATABASES))
        engine = create_engine(url, poolclass=pool)
    except ImportError as error:
        raise refuse("survey.store.no_driver", place, reason=error) from error
    except SQLAlchemyError as error:
        raise refuse("survey.store.wrong_url", place, reason=error) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _make_private(url: str) -> None:
    """Make the file of a new store so that only its owner can read it; SQLite gives its side files the same rights."""
    database = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and database and not Path(database).exists():
        private(database)


def _prepare(connection: Any, _record: object) -> None:
    """Let readers read while a load writes, wait for other loaders, and leave transactions to SQLAlchemy."""
    connection.isolation_level = None
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_SECONDS * 1000}")
        cursor.execute(f"PRAGMA page_size = {_PAGE_BYTES}")  # of a new database; others keep theirs
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")  # what is overwritten is gone, not only out of sight


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _place(url: str) -> Place:
    database = make_url(url).database
    return Place(file=Path(database).name if database else None)
