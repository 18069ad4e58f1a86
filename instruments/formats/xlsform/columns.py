"""The cells of an XLSForm that stand there once a language."""

from collections.abc import Callable

from instruments.text import Text
from instruments.translations.languages import names_on_forms

Row = dict[str, str]


def language_name(language: str) -> str:
    """Return a language as a form shows it: ``Français (fr)``."""
    return f"{name_alone(language)} ({language})"


def name_alone(language: str) -> str:
    """Return the name of a language without its code."""
    return names_on_forms().get(language, language)


def in_each(column: str, languages: tuple[str, ...], words: Callable[[str], str]) -> Row:
    """Return the cells of words that are made a language at a time: ``label::Français (fr)`` and so on."""
    return {f"{column}::{language_name(language)}": words(language) for language in languages}


def spoken(column: str, text: Text, languages: tuple[str, ...]) -> Row:
    """Return the cells of a text; none where there are no words."""
    return in_each(column, languages, text.wording) if text else {}
