"""Text as a workbook can hold it: never a formula, never a character that breaks the file, never too long."""

import re
from collections.abc import Iterable

LONGEST_TEXT = 32_767  # characters in a cell, a limit of Excel
LONGEST_NAME = 31  # characters in the name of a sheet, a limit of Excel
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CUT = " […]"
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = "history"  # Excel keeps it for itself


def clean(text: str) -> str:
    r"""Return the text with what no workbook can hold replaced, and cut at a mark where it is too long.

    Examples
    --------
    >>> clean("oui\x0bnon")
    'oui�non'
    >>> len(clean("a" * 40_000)), clean("a" * 40_000)[-5:]
    (32767, 'a […]')
    """
    whole = _BROKEN.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
    return whole if _length(whole) <= LONGEST_TEXT else _cut(whole, LONGEST_TEXT - len(_CUT)) + _CUT


def looks_like_a_formula(text: str) -> bool:
    """Return whether a spreadsheet could take the text for a formula once somebody edits it."""
    return text.startswith(FORMULA_SIGNS)


def sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Return names that Excel takes for sheets, all different whatever the case of the letters.

    Examples
    --------
    >>> sheet_names(["Tous / all", "tous - all", "History", ""])
    ('Tous - all', 'tous - all 2', 'History 2', 'Sheet')
    """
    taken = {_RESERVED}
    names = []
    for name in wanted:
        free = _free(_NOT_IN_A_NAME.sub("-", name).strip(" '") or "Sheet", taken)
        taken.add(free.casefold())
        names.append(free)
    return tuple(names)


def _free(name: str, taken: set[str]) -> str:
    short = _cut(name, LONGEST_NAME).strip(" '")
    again = 1
    while short.casefold() in taken:
        again += 1
        ending = f" {again}"
        short = _cut(name, LONGEST_NAME - len(ending)).strip(" '") + ending
    return short


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2  # as Excel counts: a character outside the first plane counts twice


def _cut(text: str, length: int) -> str:
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", errors="ignore")
