"""Repeats come as tables of their own; each row of them goes with the interview that it belongs to.

A repeat becomes one more column of the interviews, named ``household[]``, with its rows as JSON: nothing of it is lost,
and an interview comes into the store whole or not at all.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import tee
from typing import Any

from instruments.errors import Place, Problem
from survey.ingest.columns import REPEAT
from survey.ingest.export import Row, Rows, Table
from survey.ingest.kept_columns import LINKS, only_kept
from survey.ingest.kept_in_repeats import KeptInRepeat, kept_in_repeat, told_of
from survey.ingest.tally import Tally
from survey.ingest.tidy import tidied
from survey.study import Study

_KEY, _PARENT_KEY, _INDEX, _PARENT_INDEX, _PARENT_TABLE = LINKS
_CUT = "..."

Key = tuple[str, str]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Links:
    """Where a table says which row is which, and to which row of which table it belongs."""

    own: int | None
    parent: int | None
    parent_table: int | None
    by_key: bool


def is_repeat(table: Table) -> bool:
    """Return whether a table says of its rows that they belong to rows of another one."""
    return _links(table.header).parent is not None


def name_of(table: Table, *, main: Table) -> str:
    """Return the name of a repeat: what is left of the name of its table without that of the interviews.

    Examples
    --------
    >>> main, visits = (Table(name=name, header=(), rows=()) for name in ("form", "form-visits"))
    >>> name_of(visits, main=main)
    'visits'
    """
    stem = table.name.removeprefix(main.name).lstrip("-_. ") if main.name else table.name
    return stem or table.name or "repeat"


@dataclass(frozen=True, slots=True)
class Repeats:
    """The rows of the repeats of an export, by the row that they belong to.

    Attributes
    ----------
    names : tuple of str
    by_key : bool
        Whether rows are known by the key of the server, not by their number in a table.
    rows : mapping
        Row of the interviews -> repeat -> its rows. What was taken by an interview is taken out.
    unmatched : tuple of str
        Columns that are left out.
    notes : tuple of Problem
        Which columns those are.
    misspelt : tuple of Problem
        Columns that are nearly a question of the repeat.
    """

    names: tuple[str, ...]
    by_key: bool
    rows: dict[Key, dict[str, list[Record]]]
    unmatched: tuple[str, ...]
    notes: tuple[Problem, ...]
    misspelt: tuple[Problem, ...]


def gathered(tables: Sequence[Table], *, main: Table, study: Study, file: str, tally: Tally, repair: bool) -> Repeats:
    """Return the rows of the repeats of an export, those of repeats within repeats where they belong."""
    rows: defaultdict[Key, dict[str, list[Record]]] = defaultdict(dict)
    records: list[tuple[Key, Record]] = []
    names = {table.name: name_of(table, main=main) for table in tables}
    found = {table.name: kept_in_repeat(table, name=names[table.name], study=study, file=file) for table in tables}
    for table in tables:
        links = _links(table.header)
        for row, record in _records(table, found[table.name], Place(file=file, sheet=table.name), tally, repair=repair):
            rows[_parent(row, links, table, tables, main)].setdefault(names[table.name], []).append(record)
            if links.own is not None:
                records.append((_own(row, links, table), record))
    nested = {name for key, record in records for name in _nest(record, rows.pop(key, {}))}
    outer = tuple(name for name in dict.fromkeys(names.values()) if name not in nested)
    by_key = any(_links(table.header).by_key for table in tables)
    unmatched = tuple(name for kept in found.values() for name in kept.kept.unknown)
    notes = tuple(note for kept in found.values() for note in told_of(kept, file=file))
    misspelt = tuple(problem for kept in found.values() for problem in kept.misspelt)
    return Repeats(outer, by_key, dict(rows), unmatched, notes, misspelt)


def _records(
    table: Table, found: KeptInRepeat, place: Place, tally: Tally, *, repair: bool
) -> Iterator[tuple[Row, Record]]:
    """Yield the rows of a repeat, whole, and what is kept of each.

    Those that are refused count among the rows that came in, the others do not.
    """
    aside = Tally(telling=found.telling)
    header = _unique(found.kept.header)
    rows, again = tee(tidied(table, place=place, tally=aside, repair=repair))
    kept = only_kept(again, header=table.header, kept=found.kept, tally=aside)
    for (_, row), (_, cells) in zip(rows, kept, strict=True):
        yield row, dict(zip(header, cells, strict=True))
    tally.rows += len(aside.refused)
    tally.refused += aside.refused
    tally.repaired += aside.repaired
    tally.nameless += aside.nameless
    tally.tags += aside.tags


def _nest(record: Record, inside: Mapping[str, list[Record]]) -> list[str]:
    record |= {name + REPEAT: rows for name, rows in inside.items()}
    return list(inside)


def attached(rows: Rows, *, repeats: Repeats, main: Table, file: str, tally: Tally) -> Iterator[tuple[int, Row]]:
    """Yield the interviews, each with its repeats; rows of repeats that belong to no interview are refused."""
    links = _links(main.header, by_key=repeats.by_key)
    for number, row in rows:
        found = repeats.rows.pop(_own(row, links, main), {})
        yield number, row + [json.dumps(found[name]) if name in found else "" for name in repeats.names]
    for (_, parent), lost in repeats.rows.items():
        for name, records in lost.items():
            tally.rows += len(records)
            tally.refused += [_orphan(name, parent, file)] * len(records)


def _orphan(name: str, parent: str, file: str) -> Problem:
    place = Place(file=file, sheet=name)
    if not parent:
        return Problem(code="survey.ingest.orphan_of_none", place=place)
    return Problem(code="survey.ingest.orphan", place=place, values={"parent": parent})


def _links(header: Sequence[str], *, by_key: bool = False) -> _Links:
    folded = {name.casefold().strip(): at for at, name in reversed(list(enumerate(header)))}
    if by_key or _PARENT_KEY in folded:
        return _Links(folded.get(_KEY), folded.get(_PARENT_KEY), None, by_key=True)
    return _Links(folded.get(_INDEX), folded.get(_PARENT_INDEX), folded.get(_PARENT_TABLE), by_key=False)


def _own(row: Row, links: _Links, table: Table) -> Key:
    own = "" if links.own is None else row[links.own].strip()
    return ("" if links.by_key else table.name, own)


def _parent(row: Row, links: _Links, table: Table, tables: Sequence[Table], main: Table) -> Key:
    parent = "" if links.parent is None else row[links.parent].strip()
    if links.by_key:
        return ("", parent)
    told = "" if links.parent_table is None else row[links.parent_table].strip()
    return (next((other.name for other in tables if other is not table and _named(other, told)), main.name), parent)


def _named(table: Table, told: str) -> bool:
    """Whether a table has that name, which a workbook may have cut."""
    cut = table.name.removesuffix(_CUT)
    return bool(told) and (table.name == told or (cut != table.name and told.startswith(cut)))


def _unique(header: Sequence[str]) -> list[str]:
    """Return the names of columns, those that come again with a number behind them."""
    before = [header[:at].count(name) for at, name in enumerate(header)]
    return [f"{name} ({count + 1})" if count else name for name, count in zip(header, before, strict=True)]
