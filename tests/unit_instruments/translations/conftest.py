"""A workbook that came back whole: every wording translated, by a mark before the source, and agreed."""

import pytest
from openpyxl import load_workbook

from instruments import library
from instruments.translations import write
from instruments.translations.workbook import COLUMNS

HOUSEHOLD = library.load("household")


@pytest.fixture
def workbook(tmp_path):
    (tmp_path / "back").mkdir()
    path = write(HOUSEHOLD, tmp_path / "back" / "bm.xlsx", to="bm")
    book = load_workbook(path)
    for row in book["bm"].iter_rows(min_row=2):
        cells = dict(zip(COLUMNS, row, strict=True))
        cells["translation"].value = f"{cells['source'].value} (b)"
        cells["back_translation"].value = cells["source"].value
        cells["status"].value, cells["translator"].value = "agreed", "A. Traductrice"
    book.save(path)
    return path


@pytest.fixture
def put(workbook):
    """Put a value into a cell, by the key of its row and the name of its column."""

    def into(key, column, value):
        book = load_workbook(workbook)
        row = next(row for row in book["bm"].iter_rows() if row[0].value == key)
        row[COLUMNS.index(column)].value = value
        book.save(workbook)

    return into
