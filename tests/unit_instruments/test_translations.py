"""Translations go out and come back; what is missing, stale or lost is named by its row."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from instruments import library
from instruments.console import DONE, PROBLEMS, run
from instruments.documents.cli import translations
from instruments.errors import Severity, SurveyError
from instruments.text import Text
from instruments.translations import check, read, sources, write

HOUSEHOLD = library.load("household")


@pytest.fixture
def workbook(tmp_path):
    """A workbook in which everything is translated, by the source itself."""
    path = write(HOUSEHOLD, tmp_path / "bm.xlsx", to="bm")
    book = load_workbook(path)
    for row in book["bm"].iter_rows(min_row=2):
        row[2].value, row[4].value = row[1].value, "agreed"
    book.save(path)
    return path


def _set(path, key, column, value):
    book = load_workbook(path)
    row = next(row for row in book["bm"].iter_rows() if row[0].value == key)
    row[column].value = value
    book.save(path)


def _codes(path, instrument=HOUSEHOLD):
    found = check(instrument, translations=read(path, to="bm"), file=path.name)
    return [(problem.code.rsplit(".", 1)[-1], problem.place.key) for problem in found]


def test_every_wording_goes_out_once():
    keys = [source.key for source in sources(HOUSEHOLD)]
    assert len(keys) == len(set(keys))
    assert {f"item/{item.name}/label" for item in HOUSEHOLD.asked} <= set(keys)


def test_what_is_whole_comes_back_without_a_word(workbook):
    assert _codes(workbook) == []


@pytest.mark.parametrize(
    ("key", "column", "value", "code"),
    [
        ("item/sex/label", 2, None, "missing"),
        ("item/label_favour/label", 2, "Wagner", "placeholder"),
        ("item/sex/label", 6, "0" * 12, "stale"),
        ("item/sex/label", 4, "done", "status"),
    ],
)
def test_what_is_wrong_is_named_by_its_row(workbook, key, column, value, code):
    _set(workbook, key, column, value)
    assert _codes(workbook) == [(code, key)]


def test_a_source_that_changed_makes_its_translation_stale(workbook):
    items = tuple(
        replace(item, label=Text.of({"fr": "Sexe ?"})) if item.name == "sex" else item for item in HOUSEHOLD.items
    )
    assert _codes(workbook, replace(HOUSEHOLD, items=items)) == [("stale", "item/sex/label")]


def test_a_row_that_is_another_is_seen_from_both_sides(workbook):
    _set(workbook, "item/sex/label", 0, "item/gender/label")
    assert _codes(workbook) == [("unknown", "item/gender/label"), ("no_row", "item/sex/label")]


def test_what_is_missing_is_only_warned_of(tmp_path):
    path = write(HOUSEHOLD, tmp_path / "bm.xlsx", to="bm")
    problems = list(check(HOUSEHOLD, translations=read(path, to="bm"), file=path.name))
    assert len(problems) == len(sources(HOUSEHOLD))
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_what_is_no_workbook_or_another_one_is_refused(tmp_path, workbook):
    text = tmp_path / "text.xlsx"
    text.write_text("no", encoding="utf-8")
    with pytest.raises(SurveyError, match="survey translations"):
        read(text, to="bm")
    with pytest.raises(SurveyError, match="source_mark"):
        read(workbook, to="ff")


def test_the_command_writes_checks_and_refuses(tmp_path, capsys):
    target = tmp_path / "bm.xlsx"
    assert run(translations, ["officials", "--to", "bm", "-o", str(target)]) == DONE
    assert run(translations, ["officials", "--to", "bm", "--check", str(target)]) == DONE
    assert run(translations, ["household", "--to", "bm", "--check", str(target)]) == PROBLEMS
    assert run(translations, ["officials", "--to", "xx"]) == PROBLEMS
    assert "xx" in capsys.readouterr().err
