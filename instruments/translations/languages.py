"""The languages of Mali into which a questionnaire can be translated."""

import csv
from functools import cache
from importlib.resources import files

from instruments.errors import refuse
from instruments.words import listed


@cache
def languages() -> dict[str, str]:
    """Return the code of each language with its name in French."""
    table = files("instruments").joinpath("translations").joinpath("languages.csv").read_text(encoding="utf-8")
    return {row["lang_id"]: row["name_fr"] for row in csv.DictReader(table.splitlines())}


def known(code: str) -> str:
    """Return a code of a language that is in the table.

    Raises
    ------
    SurveyError
        If it is not: with those that are.
    """
    if code not in languages():
        raise refuse("instruments.translations.no_language", got=code, expected=listed(list(languages())))
    return code
