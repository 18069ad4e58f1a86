"""Read a correction workbook that people filled in."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from instruments.errors import Place, refuse
from survey.corrections.line import Line
from survey.corrections.sheets import columns_in
from survey.ingest.export import Table
from survey.ingest.recognise import read_export

CUT = " | "  # between the code and the label of a choice


def read_log(path: Path) -> tuple[Line, ...]:
    """Return the lines that somebody filled in, from a workbook or a CSV of one of its sheets.

    Raises
    ------
    SurveyError
        If the file cannot be read, or no sheet of it is a correction log.
    """
    sheets = [(table, columns) for table in read_export(path).tables if (columns := columns_in(table.header))]
    if not sheets:
        raise refuse("survey.corrections.no_log", Place(file=path.name))
    return tuple(line for table, columns in sheets for line in _lines(path, table, columns))


def _lines(path: Path, table: Table, columns: Mapping[str, int]) -> Iterator[Line]:
    for number, row in table.rows:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        place = Place(file=path.name, sheet=table.name or None, row=number)
        line = _line(place, cells)
        if not line.untouched:
            yield line


def _line(place: Place, cells: Mapping[str, str]) -> Line:
    names = ("item", "why", "made_by", "decided_on", "action", "old")
    return Line(
        place=place,
        submission_id=cells.get("interview", "").removeprefix("uuid:"),
        new=_code(cells.get("new", "")),
        given=cells.get("given"),
        **{name: cells.get(name, "") for name in names},
    )


def _code(words: str) -> str:
    """Return the code of a choice that was taken from the dropdown, or what was typed instead."""
    return words.split(CUT, 1)[0].strip()


def choice_words(code: str, label: Sequence[str]) -> str:
    """Return a choice as the dropdown shows it.

    Examples
    --------
    >>> choice_words("98", ["Don't know"])
    "98 | Don't know"
    """
    return CUT.join([code, *filter(None, label)])
