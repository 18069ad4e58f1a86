"""The rows of repeats as tables, a row each, with the interview that they belong to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from survey.ingest.columns import REPEAT, Columns

Found = tuple[str, dict[str, str]]
"""The name of a repeat, and one row of it."""


def repeat_tables(rows: Sequence[Sequence[str]], *, ids: Sequence[str], columns: Columns) -> dict[str, pd.DataFrame]:
    """Return a table for each repeat, and for each repeat within a repeat.

    Parameters
    ----------
    rows : sequence of sequence of str
        Interviews.
    ids : sequence of str
        Which interviews they are.
    columns : Columns
    """
    found: dict[str, list[dict[str, str]]] = {}
    for name, at in columns.repeats.items():
        for identity, row in zip(ids, rows, strict=True):
            for repeat, record in _unfolded(name.removesuffix(REPEAT), row[at], identity):
                found.setdefault(repeat, []).append(record)
    return {name: pd.DataFrame(records, dtype="str").fillna("") for name, records in found.items()}


def _unfolded(name: str, cell: str, identity: str) -> Iterator[Found]:
    yield from _records(name, records_of(cell), identity, within="")


def records_of(cell: str) -> list[dict[str, Any]]:
    """Return the rows of a repeat that a cell holds; none where it holds something else under such a name."""
    if not cell.startswith("[{"):
        return []
    try:
        found = json.loads(cell)
    except ValueError:
        return []
    return found if all(isinstance(record, dict) for record in found) else []


def _records(name: str, records: Sequence[Mapping[str, Any]], identity: str, within: str) -> Iterator[Found]:
    for number, record in enumerate(records, start=1):
        position = f"{within}.{number}".removeprefix(".")
        ours = {"submission_id": identity, "position": position, "within": within}
        texts = {column: text for column, text in record.items() if isinstance(text, str)}
        yield name, ours | {f"{column} (2)" if column in ours else column: text for column, text in texts.items()}
        for inner, inside in record.items():
            if isinstance(inside, list):
                yield from _records(inner.removesuffix(REPEAT), inside, identity, within=position)


def joined_tables(parts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Return the tables of several files as one for each repeat."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: pd.concat([part[name] for part in parts if name in part], ignore_index=True).fillna("") for name in names
    }
