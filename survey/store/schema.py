"""The tables of the store: files, and the submissions that came in them, as they came."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA = 1

metadata = MetaData()

store_version = Table("store_version", metadata, Column("version", Integer, primary_key=True))

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("loader", String, nullable=False),
    Column("loaded_at", String, nullable=False),
    Column("form", String, nullable=False),
    Column("form_version", String, nullable=False),
    Column("plan", Text, nullable=False),
    Column("header", JSON, nullable=False),
    Column("reconciliation", JSON, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_id", ForeignKey("files.id"), nullable=False),
    Column("row", Integer, nullable=False),
    Column("submission_id", String, nullable=False, unique=True),
    Column("answers_hash", String(64), nullable=False),
    Column("cells", Text, nullable=False),
    Index("submissions_by_file", "file_id", "row"),
)
