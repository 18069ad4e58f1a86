"""The words of the toolkit: every message in French and English, beside the package that says it.

A message has a code of three parts, ``package.room.name``; its words are in ``package/messages/room.toml``
under ``[name]``, with ``en`` and ``fr`` side by side, so that no language can fall behind unseen.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from numbers import Integral

from instruments.language import Language, spoken_language
from instruments.numeral import Numeral, spelled_out

# These quote what stands in a file, where a number is to be found and written as the file has it.
_AS_IT_STANDS = frozenset({"got", "expected", "value", "code", "codes", "row", "version", "path", "seed"})

_WHOLE = re.compile(r"-?\d{1,3}(,?\d{3})*")


@cache
def catalogue(package: str, room: str) -> dict[str, dict[str, str]]:
    """Return the messages of one room of a package: name -> language -> words."""
    text = files(package).joinpath("messages", f"{room}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def say(code: str, language: Language | None = None, /, **values: object) -> str:
    """Return the words of a message with its values filled in.

    Parameters
    ----------
    code : str
        ``package.room.name``.
    language : {"en", "fr"}, optional
        Default: the language in force.
    **values
        What the message names in braces; ``{n:error|errors}`` is the word for one, or for as many as there are.

    Raises
    ------
    KeyError
        If no message has that code.
    """
    package, room, name = code.split(".", 2)
    language = language or spoken_language()
    words = catalogue(package, room)[name][language]
    return words.format_map({name: _told(name, value, language) for name, value in values.items()})


class _Counted(int):
    """A number in a message, which also chooses between words for one and for many: ``{n} {n:error|errors}``."""

    written: object
    is_one: bool

    def __format__(self, form: str) -> str:
        one, bar, many = form.partition("|")
        if bar:
            return one if self.is_one else many
        return format(self.written, form)


def _told(name: str, value: object, language: Language) -> object:
    count = _count(value)
    if count is None:
        return _written(name, value, language)
    counted = _Counted(count)
    counted.written = _written(name, value if isinstance(value, Numeral) else count, language)
    counted.is_one = abs(count) == 1 or (language == "fr" and count == 0)  # in French the plural begins at two
    return counted


def _count(value: object) -> int | None:
    """Return the count that a value is, be it written already; None where it is none."""
    if isinstance(value, Numeral) and _WHOLE.fullmatch(value):
        return int(value.replace(",", ""))
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None


def _written(name: str, value: object, language: Language) -> object:
    return value if name in _AS_IT_STANDS and not isinstance(value, Numeral) else spelled_out(value, language)


def listed(values: object, language: Language | None = None) -> str:
    """Return values as a list in words: ``a, b or c``.

    Examples
    --------
    >>> listed(["odk", "kobo", "surveycto"], "en")
    'odk, kobo or surveycto'
    """
    names = [str(value) for value in values] if isinstance(values, list | tuple | set | frozenset) else [str(values)]
    if len(names) < 2:
        return "".join(names)
    join = {"en": " or ", "fr": " ou "}[language or spoken_language()]
    return ", ".join(names[:-1]) + join + names[-1]
