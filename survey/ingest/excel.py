"""Read Excel and OpenDocument workbooks, every cell as the text that stands for it."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from instruments.errors import Place, Problem, refuse
from survey.ingest import workbook_process
from survey.ingest.export import Export, Row, Table

SECONDS, SECONDS_A_MEGABYTE = 30, 5


def read_excel(path: Path, *, notes: tuple[Problem, ...] = ()) -> Export:
    """Return the sheets of a workbook that hold anything, the first row of each as its header.

    Parameters
    ----------
    path : Path
    notes : tuple of Problem
        What was seen when the file was looked into.

    Raises
    ------
    SurveyError
        If the file is cut short, no workbook, far larger inside than outside, or empty.
    """
    tables = [table for name, first, lines in _sheets(path) if (table := _table(name, first, lines))]
    if not tables:
        raise refuse("survey.ingest.empty_file", Place(file=path.name))
    return Export(kind="excel", tables=tuple(tables), notes=notes)


def _sheets(path: Path) -> Iterator[tuple[str, int, Sequence[bytes]]]:
    """Yield the name of each sheet, the number of its first row, and its rows as lines of JSON."""
    lines = _unpacked(path)
    starts = [at for at, line in enumerate(lines) if line.startswith(b"{")]
    told = [json.loads(lines[at]) for at in starts]
    for wrong in [found for found in told if "error" in found]:
        raise _refusal(path, wrong["error"], wrong.get("sheet"))
    if not lines or lines[-1] != b"null":  # it fell over the file
        raise _refusal(path, "")
    for found, (start, end) in zip(told, pairwise([*starts, len(lines) - 1]), strict=True):
        yield found["sheet"], found["first"], lines[start + 1 : end]


def _refusal(path: Path, error: str, sheet: str | None = None) -> Exception:
    if error == workbook_process.TOO_LARGE:
        return refuse("survey.ingest.sheet_too_large", Place(file=path.name, sheet=sheet))
    return refuse("survey.ingest.unreadable_workbook", Place(file=path.name), reason=error or "?")


def _unpacked(path: Path) -> list[bytes]:
    seconds = SECONDS + SECONDS_A_MEGABYTE * (path.stat().st_size >> 20)
    command = [sys.executable, "-P", workbook_process.__file__, str(path.resolve())]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=False)  # noqa: S603 - our own script
    except subprocess.TimeoutExpired as error:
        raise _refusal(path, workbook_process.TOO_LARGE) from error
    return done.stdout.splitlines()


def _table(name: str, first: int, lines: Sequence[bytes]) -> Table | None:
    rows = _records(lines, first)
    _, header = next(rows, (0, []))
    return Table(name=name, header=tuple(cell.strip() for cell in header), rows=rows) if header else None


def _records(lines: Sequence[bytes], number: int) -> Iterator[tuple[int, Row]]:
    for line in lines:
        some: Any = json.loads(line)
        for row in some:
            if any(row):
                yield number, row
            number += 1
