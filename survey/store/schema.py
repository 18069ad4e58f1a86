"""The tables of the store as they are now: files, the versions of interviews that came in them, and what was changed.

How a store comes to have them is in the migrations.
"""

from collections.abc import Mapping

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

migrations = Table(
    "migrations",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("made_at", String, nullable=False),
)

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

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_id", ForeignKey("files.id"), nullable=False),
    Column("row", Integer, nullable=False),
    Column("submission_id", String, nullable=False),
    Column("instance_id", String, nullable=False, unique=True),
    Column("deprecated_id", String, nullable=False),
    Column("edits", Integer, nullable=False),
    Column("form_version", String, nullable=False),
    Column("cells", Text, nullable=False),
    Column("sheet", String, nullable=False, server_default=""),
    Index("versions_by_file", "file_id", "row"),
    Index("versions_by_interview", "submission_id", "instance_id", "deprecated_id", "edits"),
)

# Files that were withdrawn, as they were: nothing of them is lost, and the same interviews can come again.
withdrawn_files = Table(
    "withdrawn_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_id", Integer, nullable=False),
    *(Column(column.name, column.type, nullable=False) for column in files.c if column.name != "id"),
)

withdrawn_versions = Table(
    "withdrawn_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("withdrawn_file", ForeignKey("withdrawn_files.id"), nullable=False),
    Column("version_id", Integer, nullable=False),
    *(
        Column(column.name, column.type, nullable=False, server_default=column.server_default)
        for column in versions.c
        if column.name not in {"id", "file_id"}
    ),
    Index("withdrawn_versions_by_version", "version_id"),
    Index("withdrawn_versions_by_interview", "submission_id", "instance_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("action", String, nullable=False),
    Column("submission_id", String, nullable=False),
    Column("item", String, nullable=False),
    Column("raw", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("decided_on", String, nullable=False),
    Column("source", String, nullable=False),
    Column("fingerprint", String(64), unique=True),
    Column("undoes", ForeignKey("audit.id"), unique=True),
)

ANSWERS_IN: Mapping[str, tuple[str, ...]] = {
    "versions": ("cells",),
    "withdrawn_versions": ("cells",),
    "audit": ("raw", "old", "new", "why"),
    "files": ("reconciliation",),
    "withdrawn_files": ("reconciliation",),
}
"""The tables and columns in which answers stand."""
