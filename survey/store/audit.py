"""The audit trail: who changed what, when and why. Entries are only ever added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from survey.store.schema import audit

Action = Literal["load", "unload", "edit", "review", "change", "blank", "confirm", "status", "undo", "erase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change.

    Attributes
    ----------
    action : str
        ``load``, ``unload``: a file came in, or was withdrawn. ``edit``: a version from the server replaced an earlier
        one. ``review``, ``status``: an interview was approved, rejected or put on hold, on the server or here.
        ``change``, ``blank``: an answer was corrected. ``confirm``: somebody looked at an answer, and it is right.
        ``undo``: an earlier entry no longer counts. ``erase``: the answers of a person were overwritten.
    made_by, made_at, why : str, datetime, str
        Who, when it was written here, and why.
    decided_on : str
        When it was decided, as the file behind it says.
    submission_id, item : str
        What it is about; empty where it is about a file.
    raw, old, new : str
        What the submission says, what stood before this change, and what stands after it.
    source : str
        The file behind it.
    fingerprint : str, optional
        The same entry is written once, however often its file is applied.
    undoes : int, optional
        The entry that no longer counts.
    number : int
        Given by the store.
    """

    action: Action
    made_by: str
    made_at: datetime
    submission_id: str = ""
    item: str = ""
    raw: str = ""
    old: str = ""
    new: str = ""
    why: str = ""
    decided_on: str = ""
    source: str = ""
    fingerprint: str | None = None
    undoes: int | None = None
    number: int = 0


def write(connection: Connection, entries: Iterable[Entry]) -> None:
    """Add entries to the trail, in their order."""
    rows = [_values(entry) for entry in entries]
    if rows:
        connection.execute(insert(audit), rows)


def entries(connection: Connection) -> tuple[Entry, ...]:
    """Return the trail, from its beginning."""
    return tuple(_entry(row) for row in connection.execute(select(audit).order_by(audit.c.id)))


def standing(trail: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the changes that count: those that nobody has undone."""
    undone = {entry.undoes for entry in trail}
    return tuple(entry for entry in trail if entry.number not in undone and entry.action != "undo")


def now() -> datetime:
    """Return this moment, as the trail writes it."""
    return datetime.now(UTC)


_SAID = ("action", "made_by", "submission_id", "item", "raw", "old", "new", "why", "decided_on", "source")
_SAME = (*_SAID, "fingerprint", "undoes")


def _values(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _SAME} | {"made_at": entry.made_at.isoformat()}


def _entry(row: Row[Any]) -> Entry:
    values = {name: getattr(row, name) for name in _SAME}
    return Entry(**values, made_at=datetime.fromisoformat(row.made_at), number=row.id)
