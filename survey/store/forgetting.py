"""After a person was erased: let nothing of what was overwritten linger in the files of the database."""

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from instruments.errors import refuse
from survey.store.engine import writing
from survey.store.schema import ANSWERS_IN

PATIENCE_SECONDS = 60.0


def forget(engine: Engine) -> None:
    """Rewrite the files of the database without what was overwritten.

    Raises
    ------
    SurveyError
        If somebody else is reading all the while, or this user may not.
    """
    try:
        (_forget_sqlite if engine.dialect.name == "sqlite" else _forget_postgresql)(engine)
    except DBAPIError as error:
        raise refuse("survey.store.lingers", reason=error.orig) from error


def _forget_sqlite(engine: Engine) -> None:
    """Empty the log; in the file itself, what is overwritten is gone at once."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000:.0f}")
        busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    if busy:
        raise refuse("survey.store.lingers", reason="database is locked")


def _forget_postgresql(engine: Engine) -> None:
    """Write each table anew with the rows that count, when no load is under way.

    Where older transactions are open, VACUUM FULL would keep what they might still want to see, and where tables belong
    to somebody else, skip them.
    """
    for table, (column, *_) in ANSWERS_IN.items():
        kind = "JSON" if column == "reconciliation" else "TEXT"
        with writing(engine) as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE_SECONDS * 1000:.0f}")
            connection.exec_driver_sql(
                f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} USING ({column}::text || '')::{kind}"
            )
