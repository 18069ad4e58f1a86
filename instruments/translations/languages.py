"""The languages of Mali into which a questionnaire can be translated."""

import csv
from functools import cache
from importlib.resources import files

from instruments.errors import Place, refuse
from instruments.words import listed


@cache
def languages() -> dict[str, str]:
    """Return the code of each language with its name in French."""
    return {row["lang_id"]: row["name_fr"] for row in table()}


@cache
def names_on_forms() -> dict[str, str]:
    """Return the code of each language with what a form calls it: no two alike, and no brackets in them."""
    return {row["lang_id"]: row["name_on_forms"] for row in table()}


def known(code: str, *, place: Place | None = None) -> str:
    """Return a code of a language that is in the table.

    Parameters
    ----------
    code : str
    place : Place, optional
        Where it stands, for the message if it is not.

    Raises
    ------
    SurveyError
        If it is not: with those that are.
    """
    if code not in languages():
        raise refuse("instruments.translations.no_language", place, got=code, expected=listed(list(languages())))
    return code


@cache
def table() -> tuple[dict[str, str], ...]:
    """Return the rows of the table of languages."""
    content = files("instruments").joinpath("translations").joinpath("languages.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines()))
