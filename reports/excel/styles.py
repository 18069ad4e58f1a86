"""How a workbook looks: one accent, light rules, tints that words always go with; and the formats of its numbers."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from instruments.language import Language
from reports.numerals import Format
from reports.profile import Profile
from reports.sheet import Line, Role
from reports.table import Cell, Mark, Number, Tone, Words

FONT = "Arial"
ACCENT = "1B4F5F"
INK = "1F2528"
QUIET = "5B666B"
RULE = "CBD3D6"
BAR = "B5D0D6"

TINTS: dict[Tone, str | None] = {
    "plain": None,
    "strong": None,
    "supported": "D7EBDD",
    "partly": "EAF2D3",
    "against": "F5D9CF",
    "same": "DCE3EC",
    "open": "F3EEDF",
}
PERCENT: dict[Language, str] = {"en": "%", "fr": '"\N{NARROW NO-BREAK SPACE}"%'}
_HUNDREDTHS: dict[Language, str] = {"en": '"%"', "fr": '"\N{NARROW NO-BREAK SPACE}%"'}
_POINTS = '"\N{NO-BREAK SPACE}pts"'
_LAST_DIGIT: dict[Format, float] = {"share": 0.001, "percent": 0.1, "points": 0.1, "score": 0.01, "difference": 0.01}
IN_HUNDREDTHS: frozenset[Format] = frozenset({"percent", "points", "reach"})
_SMALL_P: dict[Language, str] = {"en": '"< 0.001"', "fr": '"< 0,001"'}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """Everything that can be seen of a cell; made once and known by itself, which is quicker than comparing."""

    size: int = 11
    bold: bool = False
    colour: str = INK
    fill: str | None = None
    form: str = "General"
    align: Literal["left", "right"] = "left"
    vertical: Literal["top", "center", "bottom"] = "top"
    indent: int = 0
    wrap: bool = False
    rule: Literal["none", "light", "strong"] = "none"
    underline: bool = False
    quoted: bool = False


TITLE = Look(size=16, bold=True, colour=ACCENT)
LONG_TITLE = Look(size=13, bold=True, colour=ACCENT)
ABOUT = Look(colour=QUIET)
_ROLES: dict[Role, Look] = {
    "body": Look(),
    "heading": Look(size=13, bold=True, colour=ACCENT, vertical="bottom"),
    "lead": Look(size=12, bold=True),
    "note": Look(colour=QUIET),
    "warning": Look(bold=True, colour="8A2B12"),
}


_STYLE = "_style"  # shared, because the public way makes a style anew for each cell


class Painter:
    """Gives cells their look; each look is made once in a workbook and shared by all cells that have it."""

    def __init__(self) -> None:
        self._made: dict[Look, StyleArray] = {}

    def paint(self, cell: ExcelCell, look: Look) -> None:
        """Give a cell its look."""
        made = self._made.get(look)
        if made is None:
            _dress(cell, look)
            self._made[look] = getattr(cell, _STYLE)
        else:
            setattr(cell, _STYLE, made)


def _dress(cell: ExcelCell, look: Look) -> None:
    cell.font = Font(
        name=FONT, size=look.size, bold=look.bold, color=look.colour, underline="single" if look.underline else None
    )
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill)
    if look.rule != "none":
        strong = look.rule == "strong"
        cell.border = Border(bottom=Side(style="medium" if strong else "thin", color=ACCENT if strong else RULE))
    cell.alignment = Alignment(horizontal=look.align, vertical=look.vertical, wrap_text=look.wrap, indent=look.indent)
    cell.number_format = look.form
    cell.quotePrefix = look.quoted


def number_format(form: Format, language: Language, profile: Profile = "funder") -> str:
    """Return the number format of a kind of number; the program itself puts the comma or the point. Analysts see more.

    Examples
    --------
    >>> number_format("share", "en"), number_format("count", "fr")
    ('0.0%;\N{MINUS SIGN}0.0%', '#,##0')
    """
    percent, hundredths = PERCENT[language], _HUNDREDTHS[language]
    more = "0" if profile == "analyst" else ""
    return {
        "share": f"0.0{more}{percent};\N{MINUS SIGN}0.0{more}{percent}",
        "percent": f"0.0{more}{hundredths};\N{MINUS SIGN}0.0{more}{hundredths}",
        "whole": f"0{percent}",
        "points": f"+0.0{more}{_POINTS};\N{MINUS SIGN}0.0{more}{_POINTS};0.0{more}{_POINTS}",
        "reach": f"0.0{more}{_POINTS}",
        "score": f"0.00{more};\N{MINUS SIGN}0.00{more}",
        "difference": f"+0.00{more};\N{MINUS SIGN}0.00{more};0.00{more}",
        "count": "#,##0",
        "decimal": "#,##0.00",
        "probability": f"[<0.001]{_SMALL_P[language]};0.000",
    }[form]


def stored(number: Number, profile: Profile = "funder") -> float:
    """Return the number that a cell holds: points are hundredths, and so are shares in a column with them.

    What is shown as zero is not below zero: a number format would leave its sign.
    """
    value = number.value * 100 if number.form in IN_HUNDREDTHS else number.value
    shown = _LAST_DIGIT.get(number.form, 0.0) / (10 if profile == "analyst" else 1)
    return 0.0 if -shown / 2 < value < 0 else value


@cache
def header_look(*, numeric: bool, first: bool) -> Look:
    """Return the look of the header of a column."""
    return Look(
        bold=True,
        colour=ACCENT,
        wrap=True,
        rule="strong",
        align="right" if numeric else "left",
        vertical="bottom",
        indent=0 if numeric or first else 1,
    )


def line_look(line: Line, *, wrap: bool) -> Look:
    """Return the look of a line above the table."""
    return _line_look(line.role, line.tone, linked=line.link is not None, wrap=wrap)


@cache
def _line_look(name: Role, tone: Tone, *, linked: bool, wrap: bool) -> Look:
    role = _ROLES[name]
    return Look(
        size=role.size,
        bold=role.bold,
        colour=ACCENT if linked else role.colour,
        fill=TINTS[tone],
        underline=linked,
        vertical=role.vertical,
        indent=1 if TINTS[tone] else 0,
        wrap=wrap,
    )


def cell_look(cell: Cell, language: Language, *, numeric: bool, first: bool, profile: Profile) -> Look:
    """Return the look of a cell of a table."""
    match cell:
        case Number():
            return _number_look(cell.form, cell.tone, language, profile, numeric=numeric, first=first)
        case Words():
            return _words_look(cell.tone, linked=cell.link is not None, numeric=numeric, first=first)
        case Mark():
            return _in_table(colour=QUIET, numeric=numeric, first=first)


@cache
def _number_look(form: Format, tone: Tone, language: Language, profile: Profile, *, numeric: bool, first: bool) -> Look:
    shown = number_format(form, language, profile)
    return replace(
        _in_table(colour=INK, numeric=numeric, first=first), bold=tone != "plain", fill=TINTS[tone], form=shown
    )


@cache
def _words_look(tone: Tone, *, linked: bool, numeric: bool, first: bool) -> Look:
    look = _in_table(colour=ACCENT if linked else INK, numeric=numeric, first=first)
    return replace(look, bold=tone != "plain", fill=TINTS[tone], wrap=True, underline=linked)


@cache
def _in_table(*, colour: str, numeric: bool, first: bool) -> Look:
    return Look(
        colour=colour,
        align="right" if numeric else "left",
        vertical="center",
        indent=0 if numeric or first else 1,
        rule="light",
    )
