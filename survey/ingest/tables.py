"""Which tables of a file hold the interviews, and whether it is an export of this questionnaire at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.instrument import Instrument
from survey.ingest.columns import Columns, match_columns
from survey.ingest.export import Table

MOST_COLUMNS = 16_384  # what Excel itself allows
LEAST_MATCHED = 0.5
_NAMED = 8
_ROWS_ABOVE = 30  # a title, a logo and some remarks stand above a header; no more


def choose_table(tables: Sequence[Table], *, instrument: Instrument, file: str) -> tuple[Table, Columns]:
    """Return the table with the most items of the questionnaire, and where they are in it.

    Raises
    ------
    SurveyError
        If no table holds half of the items: this is an export of another form.
    """
    for table in tables:
        if len(table.header) > MOST_COLUMNS:
            raise refuse("survey.ingest.too_many_columns", Place(file=file), got=len(table.header), most=MOST_COLUMNS)
    named = [named for table in tables for named in (table, _by_title(table)) if named is not None]
    table = max(named, key=lambda table: share_found(table, instrument=instrument, file=file))
    columns = match_columns(table.header, instrument=instrument, file=file)
    if _is_another_form(columns, instrument):
        raise SurveyError([*_headers_below(tables, instrument, file)] or _another_form(tables, table, instrument, file))
    return table, columns


def more_of(main: Table, *, among: Sequence[Table], instrument: Instrument, file: str) -> list[Table]:
    """Return the other tables with the header of the interviews: a workbook may have a sheet a team.

    Raises
    ------
    SurveyError
        If another table holds interviews under another header.
    """
    same = [table for table in among if _names(table) == _names(main)]
    other = [table for table in among if table not in same and share_found(table, instrument=instrument, file=file)]
    if other:
        names = ", ".join(table.name for table in (main, *other))
        raise refuse("survey.ingest.several_headers", Place(file=file), sheets=names)
    return same


def _names(table: Table) -> tuple[str, ...]:
    """Return the header without the blanks behind its last name."""
    width = max((at for at, name in enumerate(table.header, start=1) if name), default=0)
    return table.header[:width]


def share_found(table: Table, *, instrument: Instrument, file: str) -> float:
    """Return the share of the questions that have a column; 0 where columns cannot be told apart or are too few."""
    try:
        columns = match_columns(table.header, instrument=instrument, file=file)
    except SurveyError as error:
        return LEAST_MATCHED / (1 + len(error.problems))
    share = 1 - len(_lacking(columns, instrument)) / max(len(_asked(instrument)), 1)
    return share if share >= LEAST_MATCHED else 0.0


def _by_title(table: Table) -> Table | None:
    """Return a table under the titles of its columns: some servers number the columns of a file for SPSS."""
    if not any(table.titles):
        return None
    header = tuple(title or name for title, name in zip(table.titles, table.header, strict=True))
    labels = {
        title: table.labels[name] for title, name in zip(header, table.header, strict=True) if name in table.labels
    }
    return replace(table, header=header, labels=labels)


def _asked(instrument: Instrument) -> list[str]:
    return [item.name for item in instrument.asked if item.repeat is None]


def _lacking(columns: Columns, instrument: Instrument) -> list[str]:
    return [name for name in _asked(instrument) if name in columns.absent]


def _is_another_form(columns: Columns, instrument: Instrument) -> bool:
    asked = _asked(instrument)
    return len(_lacking(columns, instrument)) > len(asked) * (1 - LEAST_MATCHED)


def _headers_below(tables: Sequence[Table], instrument: Instrument, file: str) -> Iterator[Problem]:
    """Yield the rows further down that look like the header of interviews."""
    for table in tables:
        for number, row in islice(table.rows, _ROWS_ABOVE):
            header = tuple(cell.strip() for cell in row)
            if share_found(replace(table, header=header), instrument=instrument, file=file) >= LEAST_MATCHED:
                place = Place(file=file, sheet=table.name or None, row=number)
                yield Problem(code="survey.ingest.header_below", place=place)
                break


def _another_form(tables: Sequence[Table], table: Table, instrument: Instrument, file: str) -> list[Problem]:
    columns = match_columns(table.header, instrument=instrument, file=file)
    asked, lacking = _asked(instrument), _lacking(columns, instrument)
    values = {
        "form": f"{instrument.name} {instrument.version}",
        "found": len(asked) - len(lacking),
        "asked": len(asked),
        "lacking": _some(lacking),
        "header": _some([name for name in table.header if name]),
    }
    place = Place(file=file, sheet=table.name or None)
    problems = [Problem(code="survey.ingest.another_form", place=place, values=values)]
    if len(tables) > 1:
        sheets = ", ".join(one.name for one in tables)
        problems.append(Problem(code="survey.ingest.sheets", place=Place(file=file), values={"sheets": sheets}))
    return problems


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")
