"""A table as data: named columns, cells that are a number, a text, or a mark with its reason."""

import math
import re
from dataclasses import dataclass, field
from typing import Literal

from instruments.errors import refuse
from instruments.language import Language
from reports.numerals import Format, spelled

Tone = Literal["plain", "strong", "supported", "partly", "against", "same", "open"]
Sign = Literal["c", "x", "z"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc][0-9]*|[Rr][0-9]+[Cc][0-9]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and how it is shown; it stays a number in the workbook.

    ``beside`` is a name and words that belong to it, for where there is room: what an estimate had to pass.
    """

    value: float
    form: Format
    tone: Tone = "plain"
    beside: tuple[str, str] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise refuse("reports.table.not_finite", got=self.value)

    def text(self, language: Language) -> str:
        """Return the number as it reads."""
        return spelled(self.value, self.form, language)


@dataclass(frozen=True, slots=True)
class Words:
    """A text; it may lead to another sheet."""

    words: str
    link: str | None = None
    tone: Tone = "plain"

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise refuse("reports.table.empty_text")

    def text(self, language: Language) -> str:  # noqa: ARG002 - words are written in their language already
        """Return the words."""
        return self.words


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a cell holds nothing: ``c`` hidden to protect respondents, ``x`` not available, ``z`` not applicable.

    ``reason`` has it in words, for where there is room to say so.
    """

    sign: Sign
    reason: str = field(default="", compare=False)

    def text(self, language: Language) -> str:  # noqa: ARG002 - a mark is the same in every language
        """Return the sign in brackets."""
        return f"[{self.sign}]"


Cell = Number | Words | Mark


def number(value: float | None, form: Format, *, otherwise: Sign = "x", tone: Tone = "plain") -> Cell:
    """Return a number, or the mark of why there is none.

    Examples
    --------
    >>> number(0.25, "share").text("en"), number(None, "share", otherwise="c").text("en")
    ('25.0%', '[c]')
    """
    return Mark(otherwise) if value is None else Number(float(value), form, tone)


def marked(name: str, cell: Cell) -> str:
    """Return the name of a row with the mark of its number, if it has none: a chart shows the name alone.

    Examples
    --------
    >>> marked("Kidal", Mark("c")), marked("Kidal", Number(0.5, "share"))
    ('Kidal [c]', 'Kidal')
    """
    return f"{name} [{cell.sign}]" if isinstance(cell, Mark) else name


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, and its width in characters."""

    header: str
    width: int = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells under headers that are all different.

    Attributes
    ----------
    name : str
        Unique in a book; letters, digits and underscores, and nothing that reads like a cell's address.
    columns : tuple of Column
    rows : tuple of tuple of Cell
        At least one; each as long as the header.
    hidden : int
        Rows hidden because few people answered.
    hidden_too : int
        Rows hidden so that the first cannot be worked out from a total.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    hidden: int = 0
    hidden_too: int = 0

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or _LOOKS_LIKE_A_CELL.fullmatch(self.name):
            raise refuse("reports.table.name", got=self.name)
        headers = [column.header.casefold() for column in self.columns]
        if len(set(headers)) < len(headers) or not all(map(str.strip, headers)):
            raise refuse("reports.table.headers", table=self.name, got=", ".join(headers))
        if not self.rows:
            raise refuse("reports.table.no_rows", table=self.name)
        if wrong := {len(row) for row in self.rows} - {len(headers)}:
            raise refuse("reports.table.ragged", table=self.name, expected=len(headers), got=max(wrong))

    @property
    def width(self) -> int:
        """The width of all columns together, in characters."""
        return sum(column.width for column in self.columns)

    def column(self, header: str) -> int:
        """Return the place of a column, from 0."""
        return [column.header for column in self.columns].index(header)

    def text(self, language: Language) -> str:
        """Return the table as plain text, a line a row."""
        lines = [[column.header for column in self.columns], *[[c.text(language) for c in row] for row in self.rows]]
        return "\n".join(" | ".join(line) for line in lines)
