"""Which table of a file holds the interviews, and whether it is an export of this questionnaire at all."""

from instruments.errors import Place, refuse
from instruments.instrument import Instrument
from survey.ingest.columns import Columns, match_columns
from survey.ingest.export import Export, Table

MOST_COLUMNS = 16_384  # what Excel itself allows
LEAST_MATCHED = 0.5
_NAMED = 8


def choose_table(export: Export, *, instrument: Instrument, file: str) -> tuple[Table, Columns]:
    """Return the table with the most items of the questionnaire, and where they are in it.

    Raises
    ------
    SurveyError
        If no table holds half of the items: this is an export of another form.
    """
    for table in export.tables:
        if len(table.header) > MOST_COLUMNS:
            raise refuse("survey.ingest.too_many_columns", Place(file=file), got=len(table.header), most=MOST_COLUMNS)
    matched = [(table, match_columns(table.header, instrument=instrument, file=file)) for table in export.tables]
    table, columns = min(matched, key=lambda pair: len(pair[1].absent))
    _refuse_another_form(table, columns, instrument, file)
    return table, columns


def _refuse_another_form(table: Table, columns: Columns, instrument: Instrument, file: str) -> None:
    asked = [item.name for item in instrument.asked]
    lacking = [name for name in asked if name in columns.absent]
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
