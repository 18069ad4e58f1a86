"""The raw submissions of a study, immutable, with their origin: SQLite by default, PostgreSQL by its address."""

from survey.store.adding import Adding
from survey.store.audit import Entry
from survey.store.records import Added, Held, RawFile, RawRow
from survey.store.store import OvertakenError, Store, open_store
from survey.store.versions import Interview, Version, aliases

__all__ = [
    "Added",
    "Adding",
    "Entry",
    "Held",
    "Interview",
    "OvertakenError",
    "RawFile",
    "RawRow",
    "Store",
    "Version",
    "aliases",
    "open_store",
]
