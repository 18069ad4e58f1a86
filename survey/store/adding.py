"""A file while it comes into the store, within one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from survey.store.records import Added, RawFile, RawRow
from survey.store.schema import files, submissions

_IDENTITIES_A_QUESTION = 500


@dataclass(frozen=True, slots=True)
class Adding:
    """A file while it is being added."""

    connection: Connection
    file_id: int

    def add(self, rows: Sequence[RawRow]) -> Added:
        """Store the submissions that are new; tell those that are known, and those that contradict what is known."""
        held = self._held([row.submission_id for row in rows])
        fresh: dict[str, RawRow] = {}
        conflicts: list[tuple[RawRow, str]] = []
        for row in rows:
            earlier, file = held.get(row.submission_id, (None, ""))
            if earlier is None and row.submission_id not in fresh:
                fresh[row.submission_id] = row
            elif row.answers_hash != (earlier or fresh[row.submission_id].answers_hash):
                conflicts.append((row, file))
        if fresh:
            self.connection.execute(insert(submissions), [self._values(row) for row in fresh.values()])
        return Added(stored=len(fresh), known=len(rows) - len(fresh) - len(conflicts), conflicts=tuple(conflicts))

    def reconcile(self, reconciliation: Mapping[str, Any]) -> None:
        """Write down what became of the file."""
        kept = update(files).where(files.c.id == self.file_id).values(reconciliation=dict(reconciliation))
        self.connection.execute(kept)

    def _held(self, identities: Sequence[str]) -> dict[str, tuple[str, str]]:
        held: dict[str, tuple[str, str]] = {}
        for start in range(0, len(identities), _IDENTITIES_A_QUESTION):
            asked = submissions.c.submission_id.in_(identities[start : start + _IDENTITIES_A_QUESTION])
            found = (
                select(submissions.c.submission_id, submissions.c.answers_hash, files.c.name).join(files).where(asked)
            )
            held |= {identity: (digest, name) for identity, digest, name in self.connection.execute(found)}
        return held

    def _values(self, row: RawRow) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "row": row.row,
            "submission_id": row.submission_id,
            "answers_hash": row.answers_hash,
            "cells": json.dumps(row.cells),
        }


def insert_file(connection: Connection, file: RawFile) -> int:
    """Write down that a file comes in, and return the number that the store gives it."""
    values = {
        name: getattr(file, name) for name in ("name", "sha256", "kind", "loader", "form", "form_version", "plan")
    }
    written = {"header": list(file.header), "loaded_at": file.loaded_at.isoformat(), "reconciliation": {}}
    key = connection.execute(insert(files).values(values | written)).inserted_primary_key
    return int(key[0]) if key else 0
