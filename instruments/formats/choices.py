"""Lists of places in a file of their own: too long for a questionnaire, and the same in several."""

import csv
import io
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from instruments.errors import Place, Problem, SurveyError
from instruments.scale import Choice
from instruments.text import Text
from instruments.words import listed

_CODE, _WITHIN = "code", "within"


def read_choices(name: str, *, folder: Traversable | None, languages: tuple[str, ...], file: str) -> tuple[Choice, ...]:
    """Return the choices of a CSV file with the columns ``code``, ``within`` (optional) and one for each language.

    Raises
    ------
    SurveyError
        If there is no such file, or a column or a cell of it is missing.
    """
    path = folder.joinpath(name) if folder is not None else None
    if path is None or not path.is_file():
        raise SurveyError(_problem("no_choices_file", Place(file=file, key=name), got=name))
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    problems = list(_faults(rows, name, languages))
    if problems:
        raise SurveyError(problems)
    return tuple(_choice(row, languages) for row in rows)


def _faults(rows: list[dict[str, str]], name: str, languages: tuple[str, ...]) -> Iterator[Problem]:
    needed = (_CODE, *languages)
    if not rows or not set(needed) <= set(rows[0]):
        found = listed(list(rows[0])) if rows else ""
        yield _problem("choices_columns", Place(file=name), got=found, expected=listed(needed))
        return
    for number, row in enumerate(rows, start=2):
        for column in needed:
            if not (row[column] or "").strip():
                yield _problem("choices_empty", Place(file=name, row=number, column=column))


def _choice(row: Mapping[str, str], languages: tuple[str, ...]) -> Choice:
    words = Text.of({language: row[language].strip() for language in languages})
    return Choice(code=row[_CODE].strip(), label=words, within=(row.get(_WITHIN) or "").strip() or None)


def _problem(name: str, place: Place, **values: object) -> Problem:
    return Problem(code=f"instruments.toml.{name}", place=place, values=values)
