"""Erase a person who withdraws consent: the one exception to "raw answers never change", made by law and on record.

What is left is a tombstone: that there was an interview, its hash, and who erased it, when and why.
"""

import json
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection, Table, select, update

from survey.store.audit import Entry, now, write
from survey.store.exceptions import ERASED, WITH_ANSWERS
from survey.store.schema import audit, files, versions, withdrawn_files, withdrawn_versions
from survey.store.versions import Interview

LONGEST_SHOWN = 200
"""So much of an answer is told of a file when it is loaded, where it is no valid one."""
_GONE = "..."


def erase(connection: Connection, interview: Interview, *, by: str, why: str) -> None:
    """Overwrite the answers of an interview in all its versions, and those in the trail of its corrections."""
    identities = [version.instance_id for version in interview.versions]
    name = interview.submission_id
    entries = [
        Entry(action="erase", made_by=by, made_at=now(), submission_id=name, new=identity, why=why)
        for identity in identities
    ]
    write(connection, entries)
    for table, table_of_files, file_of in (
        (versions, files, versions.c.file_id),
        (withdrawn_versions, withdrawn_files, withdrawn_versions.c.withdrawn_file),
    ):
        own = table.c.instance_id.in_(identities)
        for file_id, cells in connection.execute(select(file_of, table.c.cells).where(own)).all():
            _overwrite_told(connection, table_of_files, file_id, texts=set(_texts(json.loads(cells))))
        connection.execute(update(table).where(own).values(cells=ERASED))
    about = audit.c.submission_id.in_([name, *identities]) & audit.c.action.in_(WITH_ANSWERS)
    connection.execute(update(audit).where(about).values(raw="", old="", new="", why=""))


def _overwrite_told(connection: Connection, table: Table, file_id: int, *, texts: set[str]) -> None:
    """Overwrite answers that were told when the file was loaded, as they are no valid ones."""
    told = connection.execute(select(table.c.reconciliation).where(table.c.id == file_id)).scalar_one()
    shown = texts | {text[:LONGEST_SHOWN] for text in texts}
    notes = [note["values"] for note in told.get("notes", ()) if note["values"].get("got") in shown]
    for values in notes:
        values |= {name: _GONE for name in ("got", "meant") if name in values}
    if notes:
        connection.execute(update(table).where(table.c.id == file_id).values(reconciliation=told))


def _texts(held: object) -> Iterator[str]:
    """Yield the texts in the cells of an interview, those in the rows of its repeats too."""
    match held:
        case str() if held.startswith("[{"):
            with suppress(ValueError):
                yield from _texts(json.loads(held))
            yield held
        case str():
            yield held
        case list():
            for one in held:
                yield from _texts(one)
        case dict():
            yield from _texts([*held.values()])


def erased_in(connection: Connection) -> frozenset[str]:
    """Return every name of the interviews that were erased."""
    found = select(audit.c.submission_id, audit.c.new).where(audit.c.action == "erase")
    return frozenset(name for names in connection.execute(found) for name in names)


def erased_interviews(connection: Connection) -> tuple[str, ...]:
    """Return the interviews that were erased, whatever became of their files."""
    found = select(audit.c.submission_id).where(audit.c.action == "erase").order_by(audit.c.id)
    return tuple(dict.fromkeys(connection.scalars(found)))
