"""Items that a form shows together: a list experiment on its page, a battery as a table, a repeat turn by turn."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from instruments.block import Battery, Repeat
from instruments.formats.xlsform.columns import Row, in_each, spoken
from instruments.formats.xlsform.dialect import Dialect
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import own
from instruments.words import say

Block = Battery | Repeat | None


def blocks(instrument: Instrument) -> Iterator[tuple[Block, tuple[Item, ...]]]:
    """Yield the items in order, those of a battery or a repeat together."""
    for block, items in groupby(instrument.items, key=lambda item: _block(item, instrument)):
        yield block, tuple(items)


def battery_rows(battery: Battery, rows: Sequence[Row], *, dialect: Dialect, languages: tuple[str, ...]) -> list[Row]:
    """Return the rows of a battery: a table that the server draws, or a header and questions without their answers."""
    shared = {row.get("relevant", "") for row in rows}
    condition = {"relevant": shared.pop()} if len(shared) == 1 and "" not in shared else {}
    label = spoken("label", battery.label, languages)
    group = {"type": "begin_group", "name": f"{battery.name}_battery"}
    if dialect.table_list:
        head = [group | label | condition | {"appearance": "table-list"}]
        inside = list(rows)
    else:
        header = {"type": rows[0]["type"], "name": f"{battery.name}_header", "appearance": "label"} | label
        head = [group | condition | {"appearance": "field-list"}, header]
        inside = [row | {"appearance": "list-nolabel"} for row in rows]
    if condition:
        inside = [{key: value for key, value in row.items() if key != "relevant"} for row in inside]
    return [*head, *inside, {"type": "end_group"}]


def repeat_rows(repeat: Repeat, rows: Sequence[Row], *, relevant: Row, languages: tuple[str, ...]) -> list[Row]:
    """Return the rows of a repeat: how many turns, then the questions of a turn."""
    count = f"{repeat.name}_count"
    asked = {"type": "integer", "name": count, "required": "yes", "constraint": f". >= 0 and . <= {repeat.most}"}
    told = in_each(
        "constraint_message",
        languages,
        lambda language: say("instruments.xlsform.bounds", own(language), low=0, high=repeat.most),
    )
    begin = {"type": "begin_repeat", "name": repeat.name, "repeat_count": f"${{{count}}}"}
    return [
        asked | spoken("label", repeat.how_many, languages) | told | relevant,
        begin | spoken("label", repeat.label, languages) | relevant,
        *rows,
        {"type": "end_repeat"},
    ]


def _block(item: Item, instrument: Instrument) -> Block:
    batteries = (battery for battery in instrument.batteries if battery.name == item.battery)
    repeats = (repeat for repeat in instrument.repeats if repeat.name == item.repeat)
    return next(repeats, None) or next(batteries, None)
