"""The rows of repeats as tables, a row each, with the interview that they belong to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from survey.ingest.columns import REPEAT, Columns
from survey.ingest.rows import Turned

Found = tuple[str, dict[str, str]]
"""The name of a repeat, and one row of it."""


def repeat_tables(table: Turned, *, ids: Sequence[str], columns: Columns) -> dict[str, pd.DataFrame]:
    """Return a table for each repeat, and for each repeat within a repeat.

    Parameters
    ----------
    table : Turned
        Interviews.
    ids : sequence of str
        Which interviews they are.
    columns : Columns
    """
    found: dict[str, list[dict[str, str]]] = {}
    for name, at in columns.repeats.items():
        for identity, cell in zip(ids, table.column(at), strict=True):
            for repeat, record in _unfolded(name.removesuffix(REPEAT), cell, identity):
                found.setdefault(repeat, []).append(record)
    return {name: pd.DataFrame(records, dtype="str").fillna("") for name, records in found.items()}


def _unfolded(name: str, cell: str, identity: str) -> Iterator[Found]:
    yield from _records(name, records_of(cell), {"submission_id": identity, "position": "", "way": ""})


def records_of(cell: str) -> list[dict[str, Any]]:
    """Return the rows of a repeat that a cell holds; none where it holds something else under such a name."""
    if not cell.startswith("[{"):
        return []
    try:
        found = json.loads(cell)
    except ValueError:
        return []
    return found if all(isinstance(record, dict) for record in found) else []


def _records(name: str, records: Sequence[Mapping[str, Any]], around: Mapping[str, str]) -> Iterator[Found]:
    for number, record in enumerate(records, start=1):
        ours = {
            "submission_id": around["submission_id"],
            "position": f"{around['position']}.{number}".removeprefix("."),
            "within": around["position"],
            "way": f"{around['way']}/{name}[{number}]".removeprefix("/"),
        }
        texts = {column: text for column, text in record.items() if isinstance(text, str)}
        yield name, ours | {f"{column} (2)" if column in ours else column: text for column, text in texts.items()}
        for inner, inside in record.items():
            if isinstance(inside, list):
                yield from _records(inner.removesuffix(REPEAT), inside, ours)
