"""The codebook as a workbook: a row a question, a row an answer, in every language of the questionnaire."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from instruments.bilingual import said
from instruments.cell_text import clean, sheet_names
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import LANGUAGES
from instruments.text import Text
from instruments.universe import universe

Cell = str | float | None
_NARROW, _WIDE = 18, 55


def write(instrument: Instrument, path: str | Path) -> Path:
    """Write the codebook; what is there is replaced."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    tables = (("questions", questions(instrument)), ("answers", answers(instrument)))
    names = sheet_names(_both(said(f"instruments.codebook.{name}")) for name, _ in tables)
    for name, (_, rows) in zip(names, tables, strict=True):
        _fill(book.create_sheet(name), rows)
    book.save(path)
    return Path(path)


def questions(instrument: Instrument) -> list[list[Cell]]:
    """Return a header and a row for each item: what is asked, of whom, and how careful one must be with it."""
    columns = ["name", "kind", *_in_each("wording", instrument), *_in_each("hint", instrument), "scale"]
    columns += ["universe_fr", "universe_en", "minimum", "maximum", "unit", "arms", "sensitivity", "construct"]
    columns += ["role", "claims"]
    return [[*map(_heading, columns)], *(_question(item, instrument) for item in instrument.items)]


def answers(instrument: Instrument) -> list[list[Cell]]:
    """Return a header and a row for each code that an item can hold."""
    columns = ["name", "code", *_in_each("label", instrument), "value", "non_answer"]
    rows = (row for item in instrument.items for row in _answers(item, instrument))
    return [[*map(_heading, columns)], *rows]


def _question(item: Item, instrument: Instrument) -> list[Cell]:
    of_whom = universe(item, instrument)
    measured = next((one.label for one in instrument.constructs if one.name == item.construct), Text())
    return [
        item.name,
        _both(said(f"instruments.kinds.{item.kind}")),
        *(item.label.get(language) for language in instrument.languages),
        *(item.hint.get(language) for language in instrument.languages),
        item.scale,
        of_whom["fr"],
        of_whom["en"],
        _bound(item.earliest, item.minimum),
        _bound(item.latest, item.maximum),
        _both(item.unit),
        _arms(item, instrument),
        _both(said(f"instruments.kinds.{item.sensitivity}")),
        _both(measured),
        item.role,
        " ".join(item.claims),
    ]


def _answers(item: Item, instrument: Instrument) -> Iterator[list[Cell]]:
    scale = instrument.scale_of(item)
    for choice in scale.choices if scale else ():
        kind = _both(said(f"instruments.kinds.{choice.non_answer}")) if choice.non_answer else None
        labels = (choice.label.get(language) for language in instrument.languages)
        yield [item.name, choice.code, *labels, choice.value, kind]
    for arm in item.arms:
        yield [item.name, arm.code, *(arm.label.get(language) for language in instrument.languages), None, None]


def _arms(item: Item, instrument: Instrument) -> str | None:
    """Return the item that holds the arm drawn, and the statements that each arm of a list reads out."""
    drawn = [item.assigned_by] if item.assigned_by else []
    lists = [
        f"{arm.code} ({language}): " + "; ".join(statement.wording(language) for statement in arm.statements)
        for arm in item.arms
        if arm.statements
        for language in instrument.languages
    ]
    return "\n".join([*drawn, *lists]) or None


def _bound(day: object, number: float | None) -> Cell:
    return str(day) if day is not None else number


def _both(text: Text) -> str:
    """Return a text in both languages of the toolkit, once where they say the same."""
    return " / ".join(dict.fromkeys(text.wording(language) for language in reversed(LANGUAGES)))


def _in_each(column: str, instrument: Instrument) -> Iterator[str]:
    return (f"{column}_{language}" for language in instrument.languages)


def _heading(column: str) -> str:
    """Return a heading in both languages; of a column that holds one language, with its code behind."""
    name, _, language = column.rpartition("_")
    if name in {"wording", "hint", "label", "universe"}:
        return f"{_both(said(f'instruments.codebook.{name}'))} ({language})"
    return _both(said(f"instruments.codebook.{column}"))


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Cell]]) -> None:
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, clean(value) if isinstance(value, str) else value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                cell.number_format, cell.data_type = "@", "s"  # a wording that begins with "=" is no formula
    for place, heading in enumerate(rows[0], start=1):
        sheet.cell(1, place).font = Font(bold=True)
        wide = str(heading).endswith(")")  # words in one language
        sheet.column_dimensions[get_column_letter(place)].width = _WIDE if wide else _NARROW
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
