"""The sheets of a workbook, every cell as the text that stands for it."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from instruments.errors import Place, SurveyError, refuse
from instruments.workbook import process
from instruments.workbook.well_formed import refuse_broken

SECONDS, SECONDS_A_MEGABYTE = 30, 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was unpacked.

    Attributes
    ----------
    name : str
    first_row, first_column : int
        Where its cells begin, from 1: what is empty before them is not among them.
    lines : sequence of bytes
        Its rows as JSON, some to a line, so that a large sheet is not held as texts before it is read.
    """

    name: str
    first_row: int
    first_column: int
    lines: Sequence[bytes]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that holds anything, with its number as a spreadsheet shows it."""
        number = self.first_row
        for line in self.lines:
            some: Any = json.loads(line)
            for row in some:
                if any(row):
                    yield number, row
                number += 1


def sheets(path: Path) -> Iterator[Sheet]:
    """Yield the sheets of a workbook of Excel or OpenDocument.

    Raises
    ------
    SurveyError
        If it is no workbook, broken, or far larger inside than outside.
    """
    refuse_broken(path)
    lines = _unpacked(path)
    starts = [at for at, line in enumerate(lines) if line.startswith(b"{")]
    told = [json.loads(lines[at]) for at in starts]
    for wrong in [found for found in told if "error" in found]:
        raise _refusal(path, wrong["error"], wrong.get("sheet"))
    if not lines or lines[-1] != b"null":  # it fell over the file
        raise _refusal(path, "")
    for found, (start, end) in zip(told, pairwise([*starts, len(lines) - 1]), strict=True):
        row, column = found["first"]
        yield Sheet(found["sheet"], row, column, lines[start + 1 : end])


def _refusal(path: Path, error: str, sheet: str | None = None) -> SurveyError:
    if error == process.TOO_LARGE:
        return refuse("instruments.workbook.sheet_too_large", Place(file=path.name, sheet=sheet))
    return refuse("instruments.workbook.unreadable_workbook", Place(file=path.name), reason=error or "?")


def _unpacked(path: Path) -> list[bytes]:
    seconds = SECONDS + SECONDS_A_MEGABYTE * (path.stat().st_size >> 20)
    command = [sys.executable, "-P", process.__file__, str(path.resolve())]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=False)  # noqa: S603 - our own script
    except subprocess.TimeoutExpired as error:
        raise _refusal(path, process.TOO_LARGE) from error
    return done.stdout.splitlines()
