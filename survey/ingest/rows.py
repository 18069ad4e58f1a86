"""Read the columns of a table in which the items were found."""

from collections.abc import Mapping, Sequence
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
    cells : sequence or mapping of sequence of str
        What stands in a column, by its position; none at all where there are no rows.
    """

    count: int
    cells: Sequence[Sequence[str]] | Mapping[int, Sequence[str]]

    def column(self, position: int | None) -> Sequence[str]:
        """Return a column; blanks where the table has none."""
        return self.cells[position] if position is not None and self.count else [""] * self.count


def turned(rows: Sequence[Sequence[str]]) -> Turned:
    """Return rows by column."""
    return Turned(len(rows), list(zip(*rows, strict=True)))


def held_items(instrument: Instrument) -> list[Item]:
    """Return the items that an interview holds itself, not a row of a repeat in it."""
    return [item for item in instrument.items if item.holds_answer and item.repeat is None]


def code_columns(
    table: Turned,
    *,
    columns: Columns,
    instrument: Instrument,
    dates: Order = "unsettled",
    items: Sequence[Item] | None = None,
) -> dict[str, Coded]:
    """Return for each item what its cells say, in the order of the questionnaire.

    Parameters
    ----------
    table : Turned
    columns : Columns
    instrument : Instrument
    dates : {"day_first", "month_first", "unsettled"}
    items : sequence of Item, optional
        Those that are read; default: all that interviews hold.
    """
    wanted = held_items(instrument) if items is None else items
    coded = {item.name: code_item(table, item, columns, instrument, dates=dates) for item in wanted}
    return held_to_arms(coded, instrument=instrument)


def code_item(
    table: Turned, item: Item, columns: Columns, instrument: Instrument, *, dates: Order = "unsettled"
) -> Coded:
    """Return what the cells of one item say."""
    places, scale = places_of(item, columns=columns, instrument=instrument), offered(item, instrument=instrument)
    if not places or not table.count:
        return unasked(rows=table.count)
    if scale is not None and places != (columns.items.get(item.name),):
        ticks = columns.ticks[item.name]
        return code_ticks({option: table.cells[place] for option, place in ticks.items()}, scale=scale)
    return code(table.cells[places[0]], item=item, instrument=instrument, dates=dates)


def places_of(item: Item, *, columns: Columns, instrument: Instrument) -> tuple[int, ...]:
    """Return the positions of the columns that are read for an item: its own, those of its choices, or none."""
    at, ticks = columns.items.get(item.name), columns.ticks.get(item.name, {})
    scale = offered(item, instrument=instrument)
    # The 0/1 columns win: labels that are joined with spaces cannot always be taken apart again.
    if scale and ticks and (at is None or {choice.code for choice in scale.choices} <= set(ticks)):
        return tuple(ticks.values())
    return () if at is None else (at,)
