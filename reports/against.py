"""Hold a finished workbook against its study: whether every figure in it is the one that the answers give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from math import isclose
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from analysis.results import Results
from instruments.errors import Place, Problem, refuse
from instruments.language import LANGUAGES, Language
from reports.excel.axes import LOCALES
from reports.excel.writer import packed
from reports.profile import PROFILES
from reports.report import book

MOST_NAMED = 20
_ROUNDING = 1e-12  # a program that saves a workbook again may write the last digit otherwise

Cells = Mapping[tuple[str, int, str], object]
"""Sheet, row and column -> what stands there, of the cells that hold something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What holding a workbook against its study showed.

    Attributes
    ----------
    same_bytes : bool
        Whether it is the very file that the study gives.
    differing : int
        How many cells say something else.
    problems : tuple of Problem
        Those cells, up to `MOST_NAMED` by name; empty where there is none.
    """

    same_bytes: bool
    differing: int = 0
    problems: tuple[Problem, ...] = ()


def held_against(path: Path, *, results: Results) -> Held:
    """Hold a workbook against what its study gives now, written as of the time of the workbook, in its language.

    Raises
    ------
    SurveyError
        If it is no workbook, or none of this toolkit.
    """
    made, language = _told(path)
    as_of = replace(results, provenance=replace(results.provenance, generated_at=made))
    content, found = path.read_bytes(), _cells(path.read_bytes())
    differing: list[list[Problem]] = []
    for profile in PROFILES:
        given = packed(book(as_of, language=language, profile=profile))
        if given == content:
            return Held(same_bytes=True)
        differing.append(list(_differences(found, _cells(given), file=path.name)))
    nearest = min(differing, key=len)
    more = len(nearest) - MOST_NAMED
    rest = [Problem(code="reports.against.more", place=Place(file=path.name), values={"n": more})] if more > 0 else []
    return Held(same_bytes=False, differing=len(nearest), problems=(*nearest[:MOST_NAMED], *rest))


def _told(path: Path) -> tuple[datetime, Language]:
    """Return when a workbook was made, and in which language."""
    try:
        properties = load_workbook(path, read_only=True).properties
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise refuse("reports.audit.not_a_workbook", Place(file=path.name)) from error
    for language in LANGUAGES:
        if properties.language == LOCALES[language] and properties.created is not None:
            return properties.created.replace(tzinfo=UTC), language
    raise refuse("reports.against.not_ours", Place(file=path.name))


def _cells(content: bytes) -> Cells:
    workbook = load_workbook(BytesIO(content), read_only=True)
    return {
        (sheet.title, cell.row, cell.column_letter): cell.value
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _differences(found: Cells, given: Cells, *, file: str) -> Iterator[Problem]:
    for where in dict.fromkeys([*given, *found]):
        got, expected = found.get(where), given.get(where)
        if not _same(got, expected):
            sheet, row, column = where
            place = Place(file=file, sheet=sheet, row=row, column=column)
            shown = {"got": "" if got is None else got, "expected": "" if expected is None else expected}
            yield Problem(code="reports.against.differs", place=place, values=shown)


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=_ROUNDING, abs_tol=_ROUNDING)
    return one == other
