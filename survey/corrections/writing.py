"""Write the correction workbook: what was flagged, what is to be recoded, every code, and how to fill it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from instruments.cell_text import clean
from instruments.language import LANGUAGES, Language, spoken_language
from instruments.output_file import private
from instruments.words import say
from survey.corrections.cells import put, set_widths
from survey.corrections.holding import holding
from survey.corrections.reading import choice_words
from survey.corrections.rows import Listed, codes, flagged, in_words, stale, to_recode, unconfirmed, wanted
from survey.corrections.sheets import ANSWERS, FILLED_IN, RECODE, action_words, header
from survey.corrections.specified import specified
from survey.ingest import responses
from survey.ingest.within import item_of
from survey.quality import check
from survey.store import Store
from survey.study import Study

_WIDTHS = {"interview": 38, "item": 20, "question": 44, "found": 52, "given": 52, "words": 26, "why": 40}
_SPARE_ROWS = 200  # for lines that people add by hand
_TO_FILL_IN = PatternFill("solid", fgColor="FFF6DD")
_Ranges = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is in a correction workbook.

    Attributes
    ----------
    rows : int
        There are so many to look at.
    left : int
        So many are left out, as somebody looked at them and found them right.
    """

    rows: int
    left: int


def write_log(study: Study, store: Store, path: str | Path, *, language: Language | None = None) -> Written:
    """Write the correction workbook of a study and return how many rows are in it.

    Parameters
    ----------
    study : Study
    store : Store
    path : str or Path
        What is there is replaced.
    language : {"en", "fr"}, optional
        Default: the language in force.

    Raises
    ------
    SurveyError
        If nothing is loaded.
    """
    language = language or spoken_language()
    answers = responses(study, store)
    flags = check(study, answers)
    trail = store.trail()
    held = holding(study, store, wanted=wanted(flags, answers, trail=trail, instrument=study.instrument), trail=trail)
    listed = (*stale(trail, held, language), *flagged(flags, held, language))
    said = to_recode(answers, held)
    found, others = unconfirmed(listed, trail), unconfirmed(said, trail)
    book = Workbook()
    book.properties.creator = clean(study.organisation.wording(language))
    _readme(book.active or book.create_sheet(), language)
    ranges = _codes(book.create_sheet(say("survey.corrections.sheet_codes", language)), study, language)
    sheet = book.create_sheet(say("survey.corrections.sheet_answers", language), 1)
    _lines(sheet, found, ANSWERS, study, ranges, language)
    if specified(study.instrument):
        sheet = book.create_sheet(say("survey.corrections.sheet_recode", language), 2)
        _lines(sheet, others, RECODE, study, ranges, language)
    book.save(private(path))
    rows = len(found) + len(others)
    return Written(rows=rows, left=len(listed) + len(said) - rows)


def _readme(sheet: Worksheet, language: Language) -> None:
    sheet.title = say("survey.corrections.sheet_readme", language)
    first, *rest = sorted(LANGUAGES, key=lambda spoken: spoken != language)
    paragraphs = [say("survey.corrections.readme", spoken) for spoken in (first, *rest)]
    put(sheet, 1, ([line] for paragraph in paragraphs for line in [*paragraph.splitlines(), ""]))
    sheet.column_dimensions["A"].width = 110


def _codes(sheet: Worksheet, study: Study, language: Language) -> _Ranges:
    """Write every code that an answer can have, and return where those of each item are."""
    put(sheet, 1, [[*header(["item", "new"], language), *LANGUAGES]])
    ranges: dict[str, str] = {}
    row = 2
    title = sheet.title.replace("'", "''")
    for name, choices in codes(study.instrument).items():
        rows = [
            [name, choice_words(code, [label.get(language, "")]), *map(label.get, LANGUAGES)] for code, label in choices
        ]
        put(sheet, row, rows)
        ranges[name] = f"'{title}'!$B${row}:$B${row + len(rows) - 1}"
        row += len(rows)
    set_widths(sheet, (22, 40, 40, 40))
    return ranges


def _lines(
    sheet: Worksheet, rows: Sequence[Listed], names: Sequence[str], study: Study, ranges: _Ranges, language: Language
) -> None:
    put(sheet, 1, [header(names, language)])
    put(sheet, 2, (_cells(row, names, study, language) for row in rows))
    set_widths(sheet, [_WIDTHS.get(name, 18) for name in names])
    sheet.freeze_panes = "A2"
    letters = {name: get_column_letter(at) for at, name in enumerate(names, start=1)}
    _offer_actions(sheet, column=letters["action"], last=len(rows) + 1 + _SPARE_ROWS, language=language)
    _offer_codes(sheet, rows, column=letters["new"], study=study, ranges=ranges)
    for column in (letters[name] for name in FILLED_IN):
        for row in range(2, len(rows) + 2):
            sheet[f"{column}{row}"].fill = _TO_FILL_IN


def _offer_actions(sheet: Worksheet, *, column: str, last: int, language: Language) -> None:
    actions = DataValidation(type="list", formula1=f'"{",".join(action_words(language))}"', showErrorMessage=True)
    actions.add(f"{column}2:{column}{last}")
    sheet.add_data_validation(actions)


def _cells(row: Listed, names: Sequence[str], study: Study, language: Language) -> list[str]:
    item = item_of(row.item, instrument=study.instrument) if row.item else None
    filled = {"interview": row.submission_id, "item": row.item, "found": row.said, "given": row.said, "old": row.old}
    if item is not None:
        filled["question"] = item.label.wording(language)
        filled["words"] = in_words(row.old, item, instrument=study.instrument, language=language)
    return [filled.get(name, "") for name in names]


def _offer_codes(sheet: Worksheet, rows: Sequence[Listed], *, column: str, study: Study, ranges: _Ranges) -> None:
    """Give each new value the codes of its item to choose from; of several answers people type the codes."""
    offered: dict[str, DataValidation] = {}
    for number, row in enumerate(rows, start=2):
        item = item_of(row.item, instrument=study.instrument) if row.item else None
        if item is not None and item.name in ranges:
            several = item.kind == "select_multiple"
            choice = offered.setdefault(
                item.name, DataValidation(type="list", formula1=ranges[item.name], showErrorMessage=not several)
            )
            choice.add(f"{column}{number}")
    for choice in offered.values():
        sheet.add_data_validation(choice)
