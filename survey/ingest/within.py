"""Where an answer within a repeat stands: ``visits[2]/age`` is the age in the second visit of an interview."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from instruments.instrument import Instrument
from instruments.item import Item
from survey.ingest.called import suffixes
from survey.ingest.columns import REPEAT, Columns, match_columns
from survey.ingest.plain import plain
from survey.ingest.repeat_items import alone, repeat_of
from survey.ingest.repeated import records_of

_STEP = re.compile(r"([^\[\]]+)\[([1-9][0-9]*)\]/(.+)")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Within:
    """The way to an answer within repeats.

    Attributes
    ----------
    steps : tuple of (repeat, row)
        Rows count from 1; a repeat within a repeat is a further step.
    name : str
        The item, or the column of the table of the repeat.
    """

    steps: tuple[tuple[str, int], ...]
    name: str


def within(path: str) -> Within | None:
    """Return the way that a path describes, or None where it is no path.

    Examples
    --------
    >>> within("visits[2]/members[1]/age")
    Within(steps=(('visits', 2), ('members', 1)), name='age')
    >>> within("age") is None
    True
    """
    steps, rest = [], path
    while found := _STEP.fullmatch(rest):
        steps.append((found[1], int(found[2])))
        rest = found[3]
    return Within(tuple(steps), rest) if steps else None


def item_of(path: str, *, instrument: Instrument) -> Item | None:
    """Return the item that a name or a path means, or None where the questionnaire has none."""
    way = within(path)
    if way is None:
        return instrument.item(path) if path in instrument and instrument.item(path).repeat is None else None
    tries = [name for name in suffixes(way.name) if name in instrument]
    return instrument.item(tries[0]) if tries else None


@dataclass(frozen=True, slots=True)
class Inner:
    """One row of a repeat, as if it were an interview on the items of the repeat alone.

    Attributes
    ----------
    header, cells : list of str
    columns : Columns
    instrument : Instrument
    name : str
        What the way leads to in it: an item, or a column that is none.
    """

    header: list[str]
    cells: list[str]
    columns: Columns
    instrument: Instrument
    name: str

    @property
    def held(self) -> bool:
        """Whether the way leads to an item that has columns here."""
        return self.name in self.columns.items or self.name in self.columns.ticks


def inner(way: Within, *, cells: Sequence[str], columns: Columns, instrument: Instrument) -> Inner | None:
    """Return the row that a way leads into; None where it leads nowhere."""
    record = _record(_top(way, cells, columns), way)
    if record is None:
        return None
    texts = {name: text for name, text in record.items() if isinstance(text, str)}
    header = list(texts)
    own = alone(repeat_of(way.steps[-1][0], header, instrument=instrument, file=""), instrument=instrument)
    name = next((name for name in suffixes(way.name) if name in own), _key(record, way.name))
    return Inner(header, list(texts.values()), match_columns(header, instrument=own, file=""), own, name)


def with_inner(way: Within, row: Mapping[str, str], *, cells: Sequence[str], columns: Columns) -> tuple[str, ...]:
    """Return the cells of an interview with other texts in the row that a way leads into."""
    changed = list(cells)
    top = _top(way, cells, columns)
    record = _record(top, way)
    if record is not None:
        record |= row
        changed[columns.repeats[way.steps[0][0] + REPEAT]] = json.dumps(top)
    return tuple(changed)


def _top(way: Within, cells: Sequence[str], columns: Columns) -> list[Record]:
    at = columns.repeats.get(way.steps[0][0] + REPEAT)
    return [] if at is None else records_of(cells[at])


def _record(top: list[Record], way: Within) -> Record | None:
    records: list[Record] = top
    record: Record | None = None
    for number, (repeat, row) in enumerate(way.steps):
        if number and record is not None:
            records = record.get(repeat + REPEAT, [])
        if row > len(records):
            return None
        record = records[row - 1]
    return record


def _key(record: Mapping[str, Any], name: str) -> str:
    """Return the column that is called so; servers write the groups around it before its name."""
    if name in record:
        return name
    return next((key for key in record if plain(name) in suffixes(plain(key))), name)
