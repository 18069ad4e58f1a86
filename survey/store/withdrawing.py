"""Withdraw a whole file: all of it is kept aside with who, when and why, and its interviews can come again."""

from sqlalchemy import ColumnElement, Connection, delete, insert, literal, select

from survey.store.audit import Entry, now, write
from survey.store.records import RawFile
from survey.store.schema import files, versions, withdrawn_files, withdrawn_versions


def withdraw(connection: Connection, file: RawFile, *, by: str, why: str) -> int:
    """Set a file aside and return how many versions of interviews it had brought."""
    key = connection.scalar(select(files.c.id).where(files.c.sha256 == file.sha256))
    own = [column for column in files.c if column.name != "id"]
    copied = select(files.c.id, *own).where(files.c.id == key)
    names = ["file_id", *(column.name for column in own)]
    made = connection.execute(insert(withdrawn_files).from_select(names, copied))
    aside = made.inserted_primary_key[0] if made.inserted_primary_key else None
    aside = aside or connection.scalar(select(withdrawn_files.c.id).order_by(withdrawn_files.c.id.desc()).limit(1))
    brought = _move_versions(connection, versions.c.file_id == key, aside=int(aside or 0))
    connection.execute(delete(files).where(files.c.id == key))
    write(
        connection,
        [Entry(action="unload", made_by=by, made_at=now(), old=file.sha256, why=why, source=file.name)],
    )
    return brought


def _move_versions(connection: Connection, wanted: ColumnElement[bool], *, aside: int) -> int:
    own = [column for column in versions.c if column.name not in {"id", "file_id"}]
    copied = select(literal(aside), versions.c.id, *own).where(wanted)
    names = ["withdrawn_file", "version_id", *(column.name for column in own)]
    connection.execute(insert(withdrawn_versions).from_select(names, copied))
    return connection.execute(delete(versions).where(wanted)).rowcount


def still_withdrawn(connection: Connection) -> tuple[str, ...]:
    """Return the interviews that came in withdrawn files only: not again, and not in the same file read anew."""
    again = select(versions.c.id).where(
        versions.c.instance_id.in_([withdrawn_versions.c.instance_id, withdrawn_versions.c.submission_id])
    )
    anew = select(files.c.id).where(files.c.sha256 == withdrawn_files.c.sha256)
    alone = (
        select(withdrawn_versions.c.submission_id)
        .join(withdrawn_files)
        .where(~again.exists(), ~anew.exists())
        .order_by(withdrawn_versions.c.id)
    )
    return tuple(dict.fromkeys(connection.scalars(alone)))
