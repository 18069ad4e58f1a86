"""Which language a header means: ``French``, ``Français (fr)`` and ``francais`` are one."""

import re
import unicodedata
from functools import cache

from instruments.text import UNSPOKEN
from instruments.translations.languages import table

_WITH_CODE = re.compile(r"(?P<name>.*)\((?P<code>[A-Za-z]{2,3}(?:-\w+)?)\)")


def language_code(written: str) -> str:
    """Return the code of a language as a form writes it; its own name in small letters where it is not known.

    Examples
    --------
    >>> [language_code(written) for written in ("Français (fr)", "french", "Bambara", "English", "Hausa", "")]
    ['fr', 'fr', 'bm', 'en', 'hausa', 'und']
    """
    written = written.strip()
    if found := _WITH_CODE.fullmatch(written):
        return found["code"].lower()
    return _names().get(_same(written)) or re.sub(r"\W+", "_", _same(written)).strip("_") or UNSPOKEN


@cache
def _names() -> dict[str, str]:
    return {_same(name): code for code, names in _named() for whole in (*names, code) for name in _parts(whole)}


def _named() -> list[tuple[str, tuple[str, ...]]]:
    """Return each language with its names on forms, in French and in English."""
    return [(row["lang_id"], (row["name_on_forms"], row["name_fr"], row["name_en"])) for row in table()]


def _parts(name: str) -> list[str]:
    """Return a name whole, and without what stands in parentheses; what stands in them if it is one name."""
    outside, _, inside = name.partition("(")
    return [name, outside.strip(), *([inside.rstrip(")")] if inside.rstrip(")").isalpha() else [])]


def _same(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()
