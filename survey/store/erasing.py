"""Erase a person who withdraws consent: the one exception to "raw answers never change", made by law and on record.

What is left is a tombstone: that there was an interview, its hash, and who erased it, when and why.
"""

from sqlalchemy import Connection, select, update

from survey.store.audit import Entry, now, write
from survey.store.exceptions import ERASED
from survey.store.schema import audit, versions, withdrawn_versions
from survey.store.versions import Interview

_WITH_ANSWERS = ("change", "blank", "undo")


def erase(connection: Connection, interview: Interview, *, by: str, why: str) -> None:
    """Overwrite the answers of an interview in all its versions, and those in the trail of its corrections."""
    identities = [version.instance_id for version in interview.versions]
    name = interview.submission_id
    entries = [
        Entry(action="erase", made_by=by, made_at=now(), submission_id=name, new=identity, why=why)
        for identity in identities
    ]
    write(connection, entries)
    for table in (versions, withdrawn_versions):
        connection.execute(update(table).where(table.c.instance_id.in_(identities)).values(cells=ERASED))
    about = audit.c.submission_id.in_([name, *identities]) & audit.c.action.in_(_WITH_ANSWERS)
    connection.execute(update(audit).where(about).values(raw="", old="", new="", why=""))


def erased_in(connection: Connection) -> frozenset[str]:
    """Return every name of the interviews that were erased."""
    found = select(audit.c.submission_id, audit.c.new).where(audit.c.action == "erase")
    return frozenset(name for names in connection.execute(found) for name in names)
