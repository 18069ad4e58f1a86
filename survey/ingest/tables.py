"""Which table of a file holds the interviews, and whether it is an export of this questionnaire at all."""

from collections.abc import Sequence
from dataclasses import replace

from instruments.errors import Place, SurveyError, refuse
from instruments.instrument import Instrument
from survey.ingest.columns import Columns, match_columns
from survey.ingest.export import Table

MOST_COLUMNS = 16_384  # what Excel itself allows
LEAST_MATCHED = 0.5
_NAMED = 8


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
    _refuse_another_form(table, columns, instrument, file)
    return table, columns


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


def _refuse_another_form(table: Table, columns: Columns, instrument: Instrument, file: str) -> None:
    asked, lacking = _asked(instrument), _lacking(columns, instrument)
    if len(lacking) <= len(asked) * (1 - LEAST_MATCHED):
        return
    raise refuse(
        "survey.ingest.another_form",
        Place(file=file, sheet=table.name or None),
        form=f"{instrument.name} {instrument.version}",
        found=len(asked) - len(lacking),
        asked=len(asked),
        lacking=_some(lacking),
        header=_some([name for name in table.header if name]),
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")
