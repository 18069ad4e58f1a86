"""Read CSV as servers and spreadsheets write it: comma, semicolon or tab, with or without a ``sep=`` line."""

import csv
import re
from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from itertools import chain

from instruments.errors import Place, Problem, Severity, refuse
from survey.ingest.encoding import encoding_of
from survey.ingest.export import Export, Row, Table
from survey.ingest.source import Source

SEPARATORS = ",;\t|"
LONGEST_CELL = 1 << 24
LONGEST_LINE = 1 << 26
_SHOWN = {"\t": "TAB"}  # the others show themselves, in any language
_CODES = {"cp1252": "survey.ingest.windows_text", "mac_roman": "survey.ingest.mac_text"}
# A mark of byte order that a spreadsheet or R took for a part of the first name.
_GLUED = re.compile("^(?:\ufeff|ï»¿|X\\.U\\.FEFF\\.|X\\.\\.\\.)")


def read_csv(source: Source, *, name: str = "") -> Export:
    """Return a CSV file as one table; its rows are read as they are asked for.

    Parameters
    ----------
    source : Source
    name : str, optional
        What the table is called, where it is one of several.

    Raises
    ------
    SurveyError
        If the file is empty, not text, or cut short within a cell.
    """
    csv.field_size_limit(LONGEST_CELL)
    encoding = encoding_of(source)
    separator, skipped = _separator(source, encoding)
    records = _records(source, encoding, separator, skipped)
    _, header = next(records, (0, []))
    if not any(header):
        raise refuse("survey.ingest.empty_file", Place(file=source.name))
    names = (_GLUED.sub("", header[0]), *header[1:])
    table = Table(name=name, header=tuple(cell.strip(" \t\r\n") for cell in names), rows=records)
    return Export(kind="csv", tables=(table,), notes=_notes(source, encoding, separator))


def _text(source: Source, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(source.open(), encoding=encoding, newline="")


def _lines(file: TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a text; one that never ends would fill the memory before it is known to be wrong."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            message = f"> {LONGEST_LINE}"
            raise csv.Error(message)
        yield line


def _separator(source: Source, encoding: str) -> tuple[str, int]:
    with _text(source, encoding) as file:
        first = file.readline(LONGEST_CELL)
        if (told := first.rstrip("\r\n")).lower().startswith("sep=") and len(told) == len("sep=") + 1:
            return told[-1], 1
        for line in chain([first], iter(partial(file.readline, LONGEST_CELL), "")):
            if line.strip():
                return max(SEPARATORS, key=lambda mark: _columns(line, mark)), 0
    raise refuse("survey.ingest.empty_file", Place(file=source.name))


def _columns(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:  # no table with this separator; reading the file will say what is wrong with it
        return 0


def _records(source: Source, encoding: str, separator: str, skipped: int) -> Iterator[tuple[int, Row]]:
    with _text(source, encoding) as file:
        for _ in range(skipped):
            file.readline()
        number = skipped
        try:
            for number, record in enumerate(_cut(_lines(file), separator), start=skipped + 1):
                if any(map(str.strip, record)):
                    yield number, record
        except csv.Error as error:
            place = Place(file=source.name, row=number + 1)
            raise refuse("survey.ingest.broken_csv", place, reason=error) from error


def _cut(lines: Iterator[str], separator: str) -> Iterator[Row]:
    """Yield the cells of each record; most lines are one, and can be cut at their separators."""
    for line in lines:
        cells = _plainly_cut(line.rstrip("\r\n"), separator)
        yield next(csv.reader(chain([line], lines), delimiter=separator, strict=True)) if cells is None else cells


def _plainly_cut(line: str, separator: str) -> Row | None:
    """Return the cells of a line where none or all of them are quoted, and no quote stands within one; else None."""
    if len(line) > LONGEST_CELL:
        return None
    if '"' not in line:
        return line.split(separator)
    cells = line[1:-1].split(f'"{separator}"')
    quoted = line.startswith('"') and line.endswith('"') and line.count('"') == 2 * len(cells)
    return cells if quoted else None


def _notes(source: Source, encoding: str, separator: str) -> tuple[Problem, ...]:
    code = _CODES.get(encoding, "survey.ingest.text_file")
    words = {"encoding": encoding.removesuffix("-sig").upper(), "separator": _SHOWN.get(separator, f'"{separator}"')}
    return (Problem(code=code, place=Place(file=source.name), values=words, severity=Severity.NOTE),)
