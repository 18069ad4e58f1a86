"""The sheets of the correction workbook, and how their columns are recognised in either language."""

from collections.abc import Mapping, Sequence
from functools import cache

from instruments.language import LANGUAGES, Language
from instruments.words import say
from survey.corrections.line import ASKED, Asked
from survey.ingest.plain import plain

ANSWERS = ("interview", "item", "question", "found", "words", "old", "new", "action", "why", "made_by", "decided_on")
RECODE = ("interview", "item", "question", "given", "words", "old", "new", "action", "why", "made_by", "decided_on")
FILLED_IN = ("new", "action", "why", "made_by", "decided_on")
NEEDED = frozenset(ANSWERS) - {"question", "found", "words", "decided_on"}


def header(names: Sequence[str], language: Language) -> list[str]:
    """Return the header of a sheet."""
    return [say(f"survey.corrections.column_{name}", language) for name in names]


def columns_in(names: Sequence[str]) -> Mapping[str, int]:
    """Return where the columns of a log are in a header, whichever the language; empty where it is none."""
    found = {known[plain(name)]: at for at, name in enumerate(names) if plain(name) in (known := _known_columns())}
    return found if found.keys() >= NEEDED else {}


def action_in(words: str) -> Asked | None:
    """Return what a cell asks for, in either language; None where it asks for nothing that is known."""
    return _known_actions().get(plain(words))


def action_words(language: Language) -> list[str]:
    """Return what can be asked for, as the dropdown shows it."""
    return [say(f"survey.corrections.action_{name}", language) for name in ASKED]


@cache
def _known_columns() -> Mapping[str, str]:
    names = dict.fromkeys([*ANSWERS, *RECODE])
    return {plain(header([name], language)[0]): name for language in LANGUAGES for name in names}


@cache
def _known_actions() -> Mapping[str, Asked]:
    return {plain(words): name for lang in LANGUAGES for name, words in zip(ASKED, action_words(lang), strict=True)}
