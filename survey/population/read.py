"""Margins from a file: the figures in a CSV, and in a TOML beside it what they count and who published them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.text import UNSPOKEN, Text
from instruments.written import parsed
from survey.population.margin import Category, Margin, Measure

REQUIRED = ("source", "date", "universe")
OPTIONAL = ("confidence", "measure", "note")
SPACES = str.maketrans("", "", " \u00a0\u202f'")  # what stands between thousands


def read_margin(path: Path | str, *, name: str | None = None) -> Margin:
    """Return the margin of a CSV file; every fault of its rows is reported at once.

    Parameters
    ----------
    path : path
        A CSV whose last column is ``count`` or ``share`` and whose other columns are variables of the study. The file
        of the same name ending in ``.toml`` says ``source``, ``date`` and ``universe``, and may say ``confidence``,
        ``note`` and ``measure``: ``measure = "share"`` uses counts of another universe for their distribution only.
    name : str, optional
        Default: the file's name without its ending.

    Raises
    ------
    SurveyError
        If a file is not there or a row, a number or a key is wrong.
    """
    path = Path(path)
    table = _table(path)
    notes = _notes(path.with_suffix(".toml"))
    return Margin(
        name=name or path.stem,
        variables=table.variables,
        targets=_targets(table),
        measure=notes.get("measure", table.measure),
        universe=_words(notes["universe"]),
        source=str(notes["source"]),
        date=str(notes["date"]),
        confidence=str(notes.get("confidence", "")),
        note=_words(notes.get("note", {})),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    path: Path
    delimiter: str
    variables: tuple[str, ...]
    measure: Measure
    rows: tuple[tuple[int, Sequence[str]], ...]


def _table(path: Path) -> _Table:
    text = _text(path)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = [[cell.strip() for cell in line] for line in csv.reader(text.splitlines(), delimiter=delimiter)]
    header = lines[0] if lines else []
    if len(header) < 2 or header[-1] not in get_args(Measure):
        raise refuse("survey.margin.header", Place(file=path.name, row=1), got=delimiter.join(header))
    rows = tuple((number, line) for number, line in enumerate(lines[1:], start=2) if any(line))
    measure = cast("Measure", header[-1])
    return _Table(path=path, delimiter=delimiter, variables=tuple(header[:-1]), measure=measure, rows=rows)


def _targets(table: _Table) -> dict[Category, float]:
    targets: dict[Category, float] = {}
    problems: list[Problem] = []
    for number, row in table.rows:
        faults = list(_row_faults(table, number, row, targets))
        problems += faults
        if not faults:
            targets[tuple(row[:-1])] = _number(row[-1], table.delimiter)
    if problems:
        raise SurveyError(problems)
    return targets


def _row_faults(table: _Table, number: int, row: Sequence[str], known: Mapping[Category, float]) -> Iterator[Problem]:
    place = Place(file=table.path.name, row=number)
    width = len(table.variables) + 1
    if len(row) != width:
        yield Problem(code="survey.margin.cells", place=place, values={"got": len(row), "expected": width})
        return
    if not all(row[:-1]):
        yield Problem(code="survey.margin.no_category", place=place)
    if tuple(row[:-1]) in known:
        yield Problem(code="survey.margin.twice", place=place, values={"category": " x ".join(row[:-1])})
    try:
        target = _number(row[-1], table.delimiter)
    except ValueError:
        yield Problem(code="survey.margin.not_a_number", place=place, values={"got": row[-1]})
        return
    if not 0 < target < float("inf"):
        values = {"category": " x ".join(row[:-1]), "got": row[-1]}
        yield Problem(code="survey.margin.not_positive", place=place, values=values)


def _number(cell: str, delimiter: str) -> float:
    plain = cell.translate(SPACES)
    return float(plain if delimiter == "," else plain.replace(",", "."))


def _notes(path: Path) -> dict[str, Any]:
    try:
        notes = dict(parsed(path.read_bytes(), file=path.name))
    except FileNotFoundError as error:
        raise refuse("survey.margin.no_notes", Place(file=str(path)), table=path.with_suffix(".csv").name) from error
    missing = [_key_problem("key_missing", path, key) for key in REQUIRED if not notes.get(key)]
    unknown = [_key_problem("key_unknown", path, key) for key in notes if key not in REQUIRED + OPTIONAL]
    if missing or unknown:
        raise SurveyError(missing + unknown)
    return notes


def _key_problem(name: str, path: Path, key: str) -> Problem:
    values = {"key": key, "known": ", ".join(REQUIRED + OPTIONAL)}
    return Problem(code=f"survey.margin.{name}", place=Place(file=path.name), values=values)


def _words(words: str | Mapping[str, str]) -> Text:
    return Text.of({UNSPOKEN: words}) if isinstance(words, str) else Text.of(words)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise refuse("survey.margin.no_file", Place(file=str(path))) from error
    except UnicodeDecodeError as error:
        raise refuse("survey.margin.not_utf8", Place(file=path.name)) from error
