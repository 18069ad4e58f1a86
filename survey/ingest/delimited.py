"""Read CSV as servers and spreadsheets write it: comma, semicolon or tab, with or without a ``sep=`` line."""

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from instruments.errors import Place, Problem, Severity, refuse
from survey.ingest.encoding import encoding_of
from survey.ingest.export import Export, Row, Table

SEPARATORS = ",;\t|"
LONGEST_CELL = 1 << 24
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def read_csv(path: Path) -> Export:
    """Return a CSV file as one table; its rows are read as they are asked for.

    Raises
    ------
    SurveyError
        If the file is empty, not text, or cut short within a cell.
    """
    encoding = encoding_of(path)
    separator, skipped = _separator(path, encoding)
    records = _records(path, encoding, separator, skipped)
    _, header = next(records, (0, []))
    if not any(header):
        raise refuse("survey.ingest.empty_file", Place(file=path.name))
    names = tuple(name.strip("\ufeff \t\r\n") for name in header)
    table = Table(name="", header=names, rows=records)
    return Export(kind="csv", tables=(table,), notes=_notes(path, encoding, separator))


def _separator(path: Path, encoding: str) -> tuple[str, int]:
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(LONGEST_CELL)
        if (told := first.rstrip("\r\n")).lower().startswith("sep=") and len(told) == len("sep=") + 1:
            return told[-1], 1
        for line in chain([first], file):
            if line.strip():
                return max(SEPARATORS, key=lambda mark: _columns(line, mark)), 0
    raise refuse("survey.ingest.empty_file", Place(file=path.name))


def _columns(line: str, separator: str) -> int:
    return len(next(csv.reader([line], delimiter=separator), []))


def _records(path: Path, encoding: str, separator: str, skipped: int) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        for _ in range(skipped):
            file.readline()
        reader = csv.reader(file, delimiter=separator, strict=True)
        number = skipped
        try:
            for record in reader:
                number += 1
                if any(map(str.strip, record)):
                    yield number, record
        except csv.Error as error:
            place = Place(file=path.name, row=number + 1)
            raise refuse("survey.ingest.broken_csv", place, reason=error) from error


def _notes(path: Path, encoding: str, separator: str) -> tuple[Problem, ...]:
    code = "survey.ingest.windows_text" if encoding == "cp1252" else "survey.ingest.text_file"
    words = {"encoding": encoding.removesuffix("-sig").upper(), "separator": _NAMES.get(separator, separator)}
    return (Problem(code=code, place=Place(file=path.name), values=words, severity=Severity.NOTE),)
