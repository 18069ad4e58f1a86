"""Read the rows of a table with the columns that were matched."""

from collections.abc import Sequence

from instruments.instrument import Instrument
from instruments.item import Item
from survey.ingest.arms import held_to_arms
from survey.ingest.coding import Coded, code, code_ticks, unasked
from survey.ingest.columns import Columns
from survey.ingest.moments import Order
from survey.offered import offered

Cells = Sequence[Sequence[str]]


def code_rows(rows: Cells, *, columns: Columns, instrument: Instrument, dates: Order = "unsettled") -> dict[str, Coded]:
    """Return for each item what its cells say, in the order of the questionnaire."""
    answered = [item for item in instrument.items if item.holds_answer and item.repeat is None]
    turned = list(zip(*rows, strict=True))
    coded = {item.name: _coded(turned, item, columns, instrument, dates, len(rows)) for item in answered}
    return held_to_arms(coded, instrument=instrument)


def column(rows: Cells, position: int | None) -> list[str] | None:
    """Return one column of the rows, or None where the table has none."""
    return None if position is None else [row[position] for row in rows]


def code_item(
    rows: Cells, item: Item, columns: Columns, instrument: Instrument, *, dates: Order = "unsettled"
) -> Coded:
    """Return what the cells of one item say."""
    return _coded(list(zip(*rows, strict=True)), item, columns, instrument, dates, len(rows))


def _coded(turned: Cells, item: Item, columns: Columns, instrument: Instrument, dates: Order, count: int) -> Coded:
    at, ticks = columns.items.get(item.name), columns.ticks.get(item.name, {})
    scale = offered(item, instrument=instrument)
    # The 0/1 columns win: labels that are joined with spaces cannot always be taken apart again.
    if count and scale and ticks and (at is None or {choice.code for choice in scale.choices} <= set(ticks)):
        return code_ticks({option: turned[place] for option, place in ticks.items()}, scale=scale)
    if at is None or not count:
        return unasked(rows=count)
    return code(turned[at], item=item, instrument=instrument, dates=dates)
