"""The columns of an XLSForm that stand there once a language."""

from collections.abc import Mapping

from instruments.text import Text

_NAMES = {"fr": "Français", "en": "English", "bm": "Bamanankan", "ff": "Fulfulde", "taq": "Tamasheq"}


def language_name(language: str) -> str:
    """Return a language as a form shows it: ``Français (fr)``."""
    return f"{_NAMES.get(language, language)} ({language})"


def spoken(column: str, text: Text, languages: tuple[str, ...]) -> dict[str, str]:
    """Return the cells of a text: ``label::Français (fr)`` and so on; none where there are no words."""
    if not text:
        return {}
    return {f"{column}::{language_name(language)}": text.wording(language) for language in languages}


def said(column: str, words: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of words that are made a language at a time."""
    return {f"{column}::{language_name(language)}": wording for language, wording in words.items()}
