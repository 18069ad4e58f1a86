"""The two exceptions to "rows are only ever added", which the database itself holds to.

A row leaves its table only where a copy of all of it is kept among the withdrawn; answers are overwritten only where
the trail says that a person was erased, and nothing but the answers is. What was told of a file may be told anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from survey.store.audit import Action

ERASED = "[]"
"""What stands in the place of the cells of an interview that was erased."""

WITH_ANSWERS: tuple[Action, ...] = ("change", "blank", "confirm", "undo")
"""The entries of the trail that hold answers."""

_VERSION = ("row", "submission_id", "instance_id", "deprecated_id", "edits", "form_version", "sheet")
_TRAIL = ("made_at", "made_by", "action", "submission_id", "item", "decided_on", "source")
_FILE = ("name", "sha256", "kind", "loader", "loaded_at", "form", "form_version", "plan")
_KEPT_VERSION = (
    "SELECT 1 FROM withdrawn_versions AS kept JOIN withdrawn_files AS aside ON aside.id = kept.withdrawn_file"
    " JOIN files AS own ON own.id = OLD.file_id AND own.sha256 = aside.sha256 WHERE kept.version_id = OLD.id"
)
_KEPT_FILE = "SELECT 1 FROM withdrawn_files AS kept WHERE kept.file_id = OLD.id AND kept.sha256 = OLD.sha256"
_COPIED = " AND ".join(f"kept.{name} = OLD.{name}" for name in (*_VERSION, "cells"))
_SAME_HEADER = "CAST(NEW.header AS TEXT) = CAST(OLD.header AS TEXT)"
_ANSWERING = ", ".join(f"'{action}'" for action in WITH_ANSWERS)
_SOMEBODY_ERASED = "EXISTS (SELECT 1 FROM audit AS said WHERE said.action = 'erase')"
_ERASED = "EXISTS (SELECT 1 FROM audit AS said WHERE said.action = 'erase' AND said.new = OLD.instance_id)"
_ERASED_ENTRY = (
    "EXISTS (SELECT 1 FROM audit AS said WHERE said.action = 'erase'"
    " AND OLD.submission_id IN (said.submission_id, said.new))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Allowed:
    """When a row of a table may be deleted or updated; in the words of both databases."""

    delete: str = "1 = 0"
    update: str = "1 = 0"


def _same(names: Sequence[str]) -> str:
    return " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("id", *names))


_ALLOWED: Mapping[str, _Allowed] = {
    "versions": _Allowed(
        delete=f"EXISTS ({_KEPT_VERSION} AND {_COPIED})",
        update=f"{_same(('file_id', *_VERSION))} AND NEW.cells = '{ERASED}' AND {_ERASED}",
    ),
    "withdrawn_versions": _Allowed(
        update=f"{_same(('withdrawn_file', 'version_id', *_VERSION))} AND NEW.cells = '{ERASED}' AND {_ERASED}",
    ),
    "files": _Allowed(
        delete=f"EXISTS ({_KEPT_FILE})",
        update=f"{_same(_FILE)} AND {_SAME_HEADER}",
    ),
    "withdrawn_files": _Allowed(update=f"{_same(('file_id', *_FILE))} AND {_SAME_HEADER} AND {_SOMEBODY_ERASED}"),
    "audit": _Allowed(
        update=f"{_same(_TRAIL)} AND NEW.raw = '' AND NEW.old = '' AND NEW.new = '' AND NEW.why = ''"
        f" AND OLD.action IN ({_ANSWERING}) AND {_ERASED_ENTRY}",
    ),
}


def allow_exceptions(connection: Connection) -> None:
    """Let the database refuse whatever is neither of the two exceptions, whoever asks for it."""
    guard = _guard_sqlite if connection.dialect.name == "sqlite" else _guard_postgresql
    for table, allowed in _ALLOWED.items():
        guard(connection, table, allowed)


def _guard_sqlite(connection: Connection, table: str, allowed: _Allowed) -> None:
    for name, event, condition in (("changed", "UPDATE", allowed.update), ("deleted", "DELETE", allowed.delete)):
        trigger = f"{table}_are_never_{name}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} WHEN NOT ({condition})"
            f" BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"
        )


def _guard_postgresql(connection: Connection, table: str, allowed: _Allowed) -> None:
    for name in ("grow", "fill"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_only_{name} ON {table}")
    connection.exec_driver_sql(
        f"""CREATE OR REPLACE FUNCTION {table}_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'DELETE' THEN IF {allowed.delete} THEN RETURN OLD; END IF;
            ELSIF TG_OP = 'UPDATE' THEN IF {allowed.update} THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION '{table}: rows are only ever added'; END $$"""
    )
    for name, event, each in (("grow", "UPDATE OR DELETE", "ROW"), ("fill", "TRUNCATE", "STATEMENT")):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_only_{name} BEFORE {event} ON {table}"
            f" FOR EACH {each} EXECUTE FUNCTION {table}_only_grow()"
        )
