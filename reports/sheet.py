"""A sheet as data: a title, what it holds, lines of text, then one table at most, and a chart of that table."""

from dataclasses import dataclass
from typing import Literal

from instruments.language import Language
from reports.table import Table, Tone

Role = Literal["body", "heading", "lead", "note", "warning"]
Size = tuple[float, float]  # width and height in points
Shade = Literal["none", "first", "second", "third", "fourth", "fifth"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text above the table; it may lead to another sheet.

    ``on_page`` is what the summary page says instead, where the line speaks of other sheets; empty: nothing.
    """

    words: str
    role: Role = "body"
    link: str | None = None
    tone: Tone = "plain"
    on_page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalChart:
    """A chart of estimates with their intervals, a line for each row of the table; a row with marks has a name only.

    Without intervals it is a histogram: bars that touch.

    Attributes
    ----------
    title, axis : str
    alt : str
        The finding in words, for those who do not see the chart.
    label, estimate, below, above : str
        Headers of the table: the names, the estimates, and how far the interval goes to each side, if there is one.
    detail : str, optional
        Header of a column of words that say more about each row; the page has room for them.
    possible : (float, float), optional
        What a number can be at all: the drawing ends there, also of an interval that reaches beyond.
    """

    title: str
    axis: str
    alt: str
    label: str
    estimate: str
    below: str | None = None
    above: str | None = None
    detail: str | None = None
    possible: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesChart:
    """A chart of shares that part to both sides of a middle line, a bar for each row of the table.

    Attributes
    ----------
    title, axis, alt : str
    label, within : str
        Headers of the names, and of what they are parts of.
    left, right : tuple of str
        Headers of the shares on either side, from the middle outwards.
    turned : bool
        Whether the left side is the favourable one: each side then has the colours of the other.
    """

    title: str
    axis: str
    alt: str
    label: str
    within: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One place of a map: where it stands, its name, its number in words, its shade; unsure if that may be another."""

    column: int
    row: int
    name: str
    words: str
    shade: Shade
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """A map in tiles of one size, each place about where it lies; the numbers stand in the table.

    Attributes
    ----------
    title, alt : str
    tiles : tuple of Tile
    legend : tuple of (shade, words)
    """

    title: str
    alt: str
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[Shade, str], ...]


Chart = IntervalChart | SidesChart | TileMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a book.

    Attributes
    ----------
    key : str
        The same in every language: what links point at, ``claim.C04a``.
    name : str
        On its tab.
    title, about : str
        In A1 and A2.
    lines : tuple of Line
        What is read before the table: legend, notes, findings.
    table : Table or None
    chart : Chart or None
        Drawn from the table.
    after : tuple of Line
        What is read after the table: how a finding came about, for those who want to know.
    """

    key: str
    name: str
    title: str
    about: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    after: tuple[Line, ...] = ()

    def text(self, language: Language) -> str:
        """Return the sheet as plain text."""
        parts = [f"== {self.name} [{self.key}]", self.title, self.about]
        parts += map(_told, self.lines)
        parts += [f"({self.chart.title}: {self.chart.alt})"] if self.chart else []
        parts += ["", self.table.text(language)] if self.table else []
        parts += ["", *map(_told, self.after)] if self.after else []
        return "\n".join(parts)


def _told(line: Line) -> str:
    return f"{line.words} -> {line.link}" if line.link else line.words
