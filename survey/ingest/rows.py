"""Read the rows of a table with the columns that were matched."""

from collections.abc import Sequence

from instruments.instrument import Instrument
from instruments.item import Item
from survey.ingest.coding import Coded, code, code_ticks, unasked
from survey.ingest.columns import Columns
from survey.offered import offered

Cells = Sequence[Sequence[str]]


def code_rows(rows: Cells, *, columns: Columns, instrument: Instrument) -> dict[str, Coded]:
    """Return for each item what its cells say, in the order of the questionnaire."""
    answered = [item for item in instrument.items if item.holds_answer]
    return {item.name: code_item(rows, item, columns, instrument) for item in answered}


def column(rows: Cells, position: int | None) -> list[str] | None:
    """Return one column of the rows, or None where the table has none."""
    return None if position is None else [row[position] for row in rows]


def code_item(rows: Cells, item: Item, columns: Columns, instrument: Instrument) -> Coded:
    """Return what the cells of one item say."""
    joined, ticks = column(rows, columns.items.get(item.name)), columns.ticks.get(item.name)
    scale = offered(item, instrument=instrument)
    # The 0/1 columns win: labels that are joined with spaces cannot be taken apart again.
    if ticks and scale:
        return code_ticks({option: [row[at] for row in rows] for option, at in ticks.items()}, scale=scale)
    return unasked(rows=len(rows)) if joined is None else code(joined, item=item, instrument=instrument)
