"""Rows of a repeat that an interview does not have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.ingest.columns import REPEAT, Columns
from survey.ingest.repeated import records_of
from survey.ingest.within import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A row that is not there.

    Attributes
    ----------
    row : str
        The way to it, as far as it leads nowhere: ``people[2]/visits[9]``.
    repeat : str
    rows : int
        So many there are.
    """

    row: str
    repeat: str
    rows: int


def lacking(path: str, *, cells: Sequence[str], columns: Columns) -> Lacking | None:
    """Return the first row on the way to an answer that an interview does not have; None where it has them all.

    A repeat that the file does not have lacks nothing: it is not known.
    """
    way = within(path)
    records: Sequence[Mapping[str, Any]] = [_tops(cells, columns)]
    gone: list[str] = []
    row = 1
    for repeat, wanted in way.steps if way else ():
        around = records[row - 1]
        if not gone and repeat + REPEAT not in around:
            return None
        records, row = around.get(repeat + REPEAT, ()), wanted
        gone.append(f"{repeat}[{row}]")
        if row > len(records):
            return Lacking(row="/".join(gone), repeat=repeat, rows=len(records))
    return None


def _tops(cells: Sequence[str], columns: Columns) -> Mapping[str, Any]:
    return {name: records_of(cells[at]) for name, at in columns.repeats.items()}
