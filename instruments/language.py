"""The language in which the toolkit speaks: French or English."""

import os
from contextvars import ContextVar
from typing import Literal, get_args

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_spoken: ContextVar[Language | None] = ContextVar("spoken_language", default=None)


def spoken_language() -> Language:
    """Return the language in force: as set, else ``SURVEY_LANG``, else the machine's locale, else English."""
    chosen = _spoken.get()
    if chosen is not None:
        return chosen
    for name in ("SURVEY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value:
            return "fr" if value.startswith("fr") else "en"
    return "en"


def own(language: str) -> Language:
    """Return the language of the toolkit's own words: French where a form is in neither of its languages."""
    return next((known for known in LANGUAGES if known == language), "fr")


def speak(language: Language | None) -> None:
    """Set the language of messages for this run; None goes back to the environment's."""
    _spoken.set(language)
