"""Read the columns of a table in which the items were found."""

from collections.abc import Sequence
from dataclasses import dataclass

from instruments.instrument import Instrument
from instruments.item import Item
from survey.ingest.arms import held_to_arms
from survey.ingest.coding import Coded, code, code_ticks, unasked
from survey.ingest.columns import Columns
from survey.ingest.moments import Order
from survey.offered import offered


@dataclass(frozen=True, slots=True)
class Turned:
    """Some rows of a table, by column.

    Attributes
    ----------
    count : int
        How many rows there are.
    cells : sequence of sequence of str
        A sequence a column; none at all where there are no rows.
    """

    count: int
    cells: Sequence[Sequence[str]]

    def column(self, position: int | None) -> Sequence[str]:
        """Return a column; blanks where the table has none."""
        return self.cells[position] if position is not None and self.count else [""] * self.count


def turned(rows: Sequence[Sequence[str]]) -> Turned:
    """Return rows by column."""
    return Turned(len(rows), list(zip(*rows, strict=True)))


def code_columns(
    table: Turned, *, columns: Columns, instrument: Instrument, dates: Order = "unsettled"
) -> dict[str, Coded]:
    """Return for each item what its cells say, in the order of the questionnaire."""
    answered = [item for item in instrument.items if item.holds_answer and item.repeat is None]
    coded = {item.name: code_item(table, item, columns, instrument, dates=dates) for item in answered}
    return held_to_arms(coded, instrument=instrument)


def code_item(
    table: Turned, item: Item, columns: Columns, instrument: Instrument, *, dates: Order = "unsettled"
) -> Coded:
    """Return what the cells of one item say."""
    at, ticks = columns.items.get(item.name), columns.ticks.get(item.name, {})
    scale = offered(item, instrument=instrument)
    # The 0/1 columns win: labels that are joined with spaces cannot always be taken apart again.
    if table.count and scale and ticks and (at is None or {choice.code for choice in scale.choices} <= set(ticks)):
        return code_ticks({option: table.cells[place] for option, place in ticks.items()}, scale=scale)
    if at is None or not table.count:
        return unasked(rows=table.count)
    return code(table.cells[at], item=item, instrument=instrument, dates=dates)
