"""Which blocks a row stands in: what is begun and never ended, and what is ended and was never begun."""

from collections.abc import Iterable
from dataclasses import dataclass

from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.tables import Row
from instruments.formats.xlsform.reading.types import RowType, row_type


@dataclass(frozen=True, slots=True)
class Block:
    """A group, a repeat, or one of Kobo's tables.

    Attributes
    ----------
    kind : str
    row : Row
        The row that begins it.
    """

    kind: str
    row: Row

    @property
    def name(self) -> str:
        """What it is called; empty where it has no name."""
        return self.row.get("name") or self.row.get("$autoname")

    def appears(self, how: str) -> bool:
        """Whether its appearance holds a word."""
        return how in self.row.get("appearance").split()


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, what it is, and the blocks it stands in, from the outermost."""

    row: Row
    type: RowType
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """What the row is called; Kobo's own name where people gave none."""
        return self.row.get("name") or self.row.get("$autoname")

    def inside(self, kind: str) -> Block | None:
        """Return the innermost block of a kind that the row stands in."""
        return next((block for block in reversed(self.blocks) if block.kind == kind), None)


def placed(rows: Iterable[Row], findings: Findings) -> tuple[Placed, ...]:
    """Return the rows that are not the frame of a block, each with the blocks it stands in."""
    found: list[Placed] = []
    open_blocks: list[Block] = []
    for row in rows:
        if _is_off(row, findings):
            continue
        kind = row_type(row.get("type"))
        match kind.role:
            case "begin":
                open_blocks.append(Block(kind.kind, row))
            case "end":
                _close(open_blocks, kind, row, findings)
            case _:
                found.append(Placed(row, kind, tuple(open_blocks)))
    for block in open_blocks:
        findings.error("never_ended", block.row.place("type"), name=block.name, kind=block.kind)
    return tuple(found)


def _is_off(row: Row, findings: Findings) -> bool:
    """Whether a row is no row of the form: switched off, a tag, or without a type."""
    written = row.get("type")
    if row.get("disabled").lower() in ("yes", "true", "1"):
        findings.note("row_disabled", row.place("disabled"), name=row.get("name"))
        return True
    held = [*row.cells.values(), *row.others.values()]
    if held and (written.startswith("#") or all(text.startswith("#") for text in held)):
        findings.note("row_of_tags", row.place("type"), got=written or held[0])
        return True
    if not written:
        if row.cells:
            findings.not_understood("row_without_type", row.place(), got=next(iter(row.cells.values())))
        return True
    return False


def _close(open_blocks: list[Block], kind: RowType, row: Row, findings: Findings) -> None:
    if not open_blocks:
        findings.error("never_begun", row.place("type"), got=row.get("type"))
        return
    block = open_blocks[-1]
    if block.kind != kind.kind:
        values = {"got": row.get("type"), "name": block.name, "kind": block.kind, "begun": block.row.number}
        findings.error("ended_otherwise", row.place("type"), **values)
        if any(other.kind == kind.kind for other in open_blocks):
            while open_blocks[-1].kind != kind.kind:
                open_blocks.pop()
    open_blocks.pop()
