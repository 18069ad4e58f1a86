"""Rows as they must be before they are read: no tags, as wide as the header, with their accents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from instruments.errors import Place, Problem, Severity, refuse
from survey.ingest.export import Row, Rows, Table
from survey.ingest.mojibake import damaged, repaired
from survey.ingest.tally import Tally


def tidied(table: Table, *, place: Place, tally: Tally, repair: bool) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a table that can be taken; count all of them, and say which are refused.

    Raises
    ------
    SurveyError
        If accents are damaged and nobody asked for their repair.
    """
    width = len(table.header)
    for number, row in _without_tags(table.rows, width, place, tally):
        tally.rows += 1
        whole = row if len(row) == width else _fitted(row, width)
        if whole is None:
            tally.refused.append(_ragged(number, row, width, place))
        elif (found := damaged(whole)) is None:
            yield number, whole
        else:
            yield number, _mended(whole, found, replace(place, row=int(number)), tally, repair=repair)


def with_sound_header(table: Table, *, place: Place, repair: bool) -> tuple[str, ...]:
    """Return the header of a table, its accents repaired where that was asked for.

    Raises
    ------
    SurveyError
        If they are damaged and nobody asked for their repair.
    """
    found = damaged(table.header)
    if found is None:
        return table.header
    return tuple(_mended(table.header, found, replace(place, row=1), Tally(), repair=repair))


def _without_tags(rows: Rows, width: int, place: Place, tally: Tally) -> Iterator[tuple[int, Row]]:
    """Leave out the row of HXL tags that some exports have under the header, and say so; a row cut short is none."""
    remaining = iter(rows)
    for number, row in remaining:
        tags = [cell for cell in row if cell]
        if len(row) >= width and _are_tags(tags):
            tally.tags.append(_tags(number, tags, place))
        else:
            yield number, row
        break
    yield from remaining


def _are_tags(cells: Sequence[str]) -> bool:
    """Return whether cells are tags like ``#adm1+name``; neither nothing nor the ``#N/A`` of Excel is one."""
    return bool(cells) and all(_TAG.match(cell) for cell in cells)


def _tags(number: int, tags: Sequence[str], place: Place) -> Problem:
    values = {"got": " ".join(tags)[:_SHOWN]}
    where = replace(place, row=int(number))
    return Problem(code="survey.ingest.tags", place=where, values=values, severity=Severity.NOTE)


def _fitted(row: Row, width: int) -> Row | None:
    """Return a row without the blanks that stand behind the last column; None where it is too short or too long."""
    return row[:width] if len(row) > width and not any(map(str.strip, row[width:])) else None


def _ragged(number: int, row: Row, width: int, place: Place) -> Problem:
    values = {"got": len(row), "expected": width}
    return Problem(code="survey.ingest.ragged_row", place=replace(place, row=int(number)), values=values)


def _mended(row: Sequence[str], found: str, place: Place, tally: Tally, *, repair: bool) -> Row:
    if not repair:
        raise refuse("survey.ingest.mojibake", place, got=found[:_SHOWN], meant=repaired(found)[:_SHOWN])
    tally.repaired += 1
    return [repaired(cell) for cell in row]


_SHOWN = 60
_TAG = re.compile(r"#[a-z]")
