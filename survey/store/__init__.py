"""The raw submissions of a study, immutable, with their origin: SQLite by default, PostgreSQL by its address."""

from survey.store.adding import Adding
from survey.store.records import Added, RawFile, RawRow
from survey.store.store import Store, open_store

__all__ = ["Added", "Adding", "RawFile", "RawRow", "Store", "open_store"]
