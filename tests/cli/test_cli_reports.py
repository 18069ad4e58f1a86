"""The root command: help in the language that is asked for, and what report and audit refuse."""

from datetime import UTC, datetime

import pytest
from openpyxl import Workbook

from instruments.console import DONE, PROBLEMS, run
from instruments.language import speak
from reports.book import Book
from reports.cli import survey_command
from reports.excel.writer import write
from reports.sheet import Sheet


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


@pytest.mark.parametrize("words", [["--language", "fr"], ["--language=fr"]])
@pytest.mark.parametrize("verb", [[], ["run"], ["demo"]])
def test_help_stands_in_the_language_that_is_asked_for_after_it(verb, words, capsys):
    assert run(survey_command, [*verb, "--help", *words]) == DONE
    printed = capsys.readouterr().out
    assert "Utilisation" in printed
    assert "Usage" not in printed


def test_the_audit_of_a_workbook_ends_with_1_where_something_is_hidden(tmp_path, capsys):
    workbook = Workbook()
    sheet = workbook.create_sheet("Hidden")
    sheet.sheet_state = "hidden"
    workbook.save(tmp_path / "bad.xlsx")
    assert run(survey_command, ["audit", str(tmp_path / "bad.xlsx")]) == PROBLEMS
    assert "Hidden" in capsys.readouterr().err
    made = datetime(2026, 5, 1, tzinfo=UTC)
    cover = Sheet(key="cover", name="Cover", title="A study", about="Nothing.")
    book = Book(language="en", title="A study", author="We", made=made, footer="A study", sheets=(cover,))
    write(book, tmp_path / "good.xlsx")
    assert run(survey_command, ["audit", str(tmp_path / "good.xlsx")]) == DONE


def test_a_release_names_everything_that_is_not_stated(tmp_path, capsys):
    study = 'title = "A study"\n[instrument]\nlibrary = "household"\n[design]\nweight = "age"\n'
    (tmp_path / "study.toml").write_text(study, encoding="utf-8")
    assert run(survey_command, ["report", str(tmp_path), "--release"]) == PROBLEMS
    said = capsys.readouterr().err
    assert all(f"Item {number} " in said for number in (1, 2, 4, 5, 6, 7, 10, 11))
