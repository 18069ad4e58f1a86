"""How many rows an interview has within its repeats: what it says there is not among its answers.

Some exports hold no repeats at all, so that the same interview may come with them and without.
"""

from collections.abc import Mapping, Sequence

from survey.ingest.columns import REPEAT, Columns
from survey.ingest.plain import plain
from survey.ingest.repeat_items import repeat_of
from survey.ingest.repeated import records_of
from survey.ingest.rows import Turned
from survey.store.records import Likeness
from survey.study import Study

RowsWithin = Mapping[str, int]
"""Repeat -> how many rows; without a place where the file has no such repeat."""


def rows_within(table: Turned, *, columns: Columns, study: Study) -> list[RowsWithin]:
    """Return for each interview how many rows it has within each repeat of its file."""
    counts = {
        _canonical(name, study): [len(records_of(cell)) if cell else 0 for cell in table.column(at)]
        for name, at in columns.repeats.items()
    }
    return [{name: of_rows[row] for name, of_rows in counts.items()} for row in range(table.count)]


def likeness_within(now: RowsWithin, held: RowsWithin) -> Likeness:
    """Return whether an interview that comes again says the same within its repeats, or more than is held.

    Examples
    --------
    >>> likeness_within({}, {"people": 3}), likeness_within({"people": 3}, {})
    ('same', 'more')
    >>> likeness_within({"people": 3}, {"people": 2})
    'other'
    """
    if any(count != held[name] for name, count in now.items() if name in held):
        return "other"
    return "more" if any(count for name, count in now.items() if name not in held) else "same"


def _canonical(name: str, study: Study) -> str:
    """Return what the questionnaire calls a repeat, whichever language its table was called in."""
    bare = name.removesuffix(REPEAT)
    repeat = repeat_of(bare, _NO_HEADER, instrument=study.instrument, file="")
    return repeat.name if repeat else plain(bare)


_NO_HEADER: Sequence[str] = ()
