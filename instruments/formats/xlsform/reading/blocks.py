"""Blocks that mean something to a questionnaire: batteries and repeats; the mirror of ``blocks`` in writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.limits import limits_of
from instruments.formats.xlsform.reading.own_words import in_languages
from instruments.formats.xlsform.reading.structure import Block, Placed
from instruments.formats.xlsform.reading.xpath import references

_BATTERY, _COUNT = "_battery", "_count"
MOST_TURNS = 99  # where the form sets no limit


@dataclass(frozen=True, slots=True)
class Blocks:
    """What the blocks of a form are to a questionnaire.

    Attributes
    ----------
    batteries : mapping of the row of a block to the table of a battery
    repeats : mapping of the row of a block to the table of a repeat
    frames : frozenset of int
        The rows that only frame a block: the header of a table, the question for the number of turns.
    """

    batteries: Mapping[int, dict[str, Any]]
    repeats: Mapping[int, dict[str, Any]]
    frames: frozenset[int]

    def battery_of(self, one: Placed) -> str | None:
        """Return the battery that a row stands in."""
        return next((self.batteries[b.row.number]["name"] for b in one.blocks if b.row.number in self.batteries), None)

    def repeat_of(self, one: Placed) -> str | None:
        """Return the innermost repeat that a row stands in."""
        inside = one.inside("repeat")
        return self.repeats[inside.row.number]["name"] if inside else None


def blocks_of(rows: tuple[Placed, ...], findings: Findings, *, languages: tuple[str, ...]) -> Blocks:
    """Return the batteries and the repeats of a form."""
    blocks = {block.row.number: block for one in rows for block in one.blocks}
    batteries, repeats, frames = {}, {}, set()
    for number, block in blocks.items():
        inside = [one for one in rows if one.blocks and one.blocks[-1] is block]
        header = next((one for one in inside if "label" in one.row.get("appearance").split()), None)
        if _is_battery(block, inside, header):
            label = (header.row.words("label") if header else {}) or block.row.words("label")
            name = _named(block, findings).removesuffix(_BATTERY)
            batteries[number] = {"name": name, "label": label or {languages[0]: name}}
            frames |= {header.row.number} if header else set()
        elif block.kind == "repeat":
            repeats[number], frame = _repeat(block, rows, findings, languages)
            frames |= {frame} if frame else set()
    _say_what_stays(blocks, batteries, rows, findings)
    return Blocks(batteries, repeats, frozenset(frames))


def _is_battery(block: Block, inside: list[Placed], header: Placed | None) -> bool:
    """Whether a block shows questions on one list as a table."""
    if block.kind == "score":
        return True
    asked = [one for one in inside if one is not header and one.type.kind != "calculate"]
    lists = {(one.type.kind, one.type.list_name) for one in asked}
    if block.kind != "group" or not block.name or len(asked) < 2 or len(lists) != 1 or not asked[0].type.list_name:
        return False
    columns = all("list-nolabel" in one.row.get("appearance").split() for one in asked)
    return block.appears("table-list") or (header is not None and columns)


def _repeat(
    block: Block, rows: tuple[Placed, ...], findings: Findings, languages: tuple[str, ...]
) -> tuple[dict[str, Any], int | None]:
    """Return the table of a repeat, and the row that asks for the number of its turns where it is the repeat's own."""
    counted = references(block.row.get("repeat_count"))
    count = next((one for one in rows if counted == [one.name] and one.type.kind == "integer"), None)
    limits = limits_of(count.row.get("constraint"), kind="integer") if count else None
    most = int(limits.maximum) if limits and limits.maximum else MOST_TURNS
    own = count is not None and count.name == block.name + _COUNT and limits is not None and limits.minimum == 0
    if not own or most == MOST_TURNS:
        values = {"name": block.name, "got": block.row.get("repeat_count"), "most": most}
        findings.not_understood("repeat_counted_otherwise", block.row.place("repeat_count"), **values)
    how_many = count.row.words("label") if count and count.row.words("label") else in_languages("how_many", languages)
    name = _named(block, findings)
    label = block.row.words("label") or {languages[0]: name}
    table = {"name": name, "label": label, "how_many": how_many, "most": max(most, 1)}
    return table, count.row.number if own and count else None


def _named(block: Block, findings: Findings) -> str:
    """Return the name of a block; its kind and row where it has none, which is a fault."""
    if not block.name:
        findings.error("no_name", block.row.place("name"), got=block.row.get("type"))
    return block.name or f"{block.kind}_{block.row.number}"


def _say_what_stays(
    blocks: Mapping[int, Block], batteries: Mapping[int, Any], rows: tuple[Placed, ...], findings: Findings
) -> None:
    groups = [block for number, block in blocks.items() if block.kind == "group" and number not in batteries]
    worded = [block for block in groups if block.row.words("label")]
    if worded:
        findings.note("groups_kept", worded[0].row.place("type"), count=len(worded))
    for one in rows:
        repeats = [block for block in one.blocks if block.kind == "repeat"]
        if len(repeats) > 1 and one.type.role == "question":
            values = {"name": one.name, "inner": repeats[-1].name, "outer": repeats[0].name}
            findings.not_understood("repeat_in_repeat", one.row.place("type"), **values)
