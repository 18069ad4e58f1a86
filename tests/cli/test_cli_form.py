"""``survey form`` writes a form, says what could be better, and refuses what could harm somebody."""

import json

import pytest
from openpyxl import Workbook, load_workbook

from instruments.cli import claims, form
from instruments.console import DONE, PROBLEMS, run
from instruments.documents.cli import codebook, diff, paper
from instruments.formats import toml
from instruments.language import speak
from instruments.library import load

SMALL = """
name = "small"
version = "1"
title = { fr = "Petit", en = "Small" }
languages = ["fr", "en"]

[[construct]]
name = "view"
label = { fr = "Opinion", en = "View" }
attitude = true

[[scale]]
name = "yes_no"
choice = [{ code = "yes", label = { fr = "Oui", en = "Yes" } }, { code = "no", label = { fr = "Non", en = "No" } }]

[[item]]
name = "content"
kind = "select_one"
scale = "yes_no"
construct = "view"
label = { fr = "Content ?", en = "Content?" }
"""

NAMED = """
[[item]]
name = "surname"
kind = "text"
label = { fr = "Quel est votre nom ?", en = "What is your name?" }
"""


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


def test_a_form_of_the_library_is_written(tmp_path, capsys):
    target = tmp_path / "form.xlsx"
    assert run(form, ["household", "-o", str(target)]) == DONE
    assert load_workbook(target)["settings"]["B2"].value == "household"
    assert str(target) in capsys.readouterr().out


def test_the_form_of_a_study_is_the_one_that_the_study_names(tmp_path):
    (tmp_path / "mine.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "study.toml").write_text('[instrument]\nfile = "mine.toml"\n', encoding="utf-8")
    target = tmp_path / "form.xlsx"
    assert run(form, [str(tmp_path), "-o", str(target)]) == DONE
    assert load_workbook(target)["settings"]["B2"].value == "small"


def test_what_could_be_better_is_said_and_the_form_written(tmp_path, capsys):
    (tmp_path / "mine.toml").write_text(SMALL, encoding="utf-8")
    assert run(form, [str(tmp_path / "mine.toml"), "-o", str(tmp_path / "form.xlsx")]) == DONE
    assert "dont_know" in capsys.readouterr().err


def test_what_could_harm_somebody_is_refused_and_nothing_written(tmp_path, capsys):
    (tmp_path / "mine.toml").write_text(SMALL + NAMED, encoding="utf-8")
    target = tmp_path / "form.xlsx"
    assert run(form, [str(tmp_path / "mine.toml"), "-o", str(target)]) == PROBLEMS
    assert "item surname" in capsys.readouterr().err
    assert not target.exists()


def test_a_questionnaire_that_is_not_there_is_met_with_those_that_are(capsys):
    assert run(form, ["housheold"]) == PROBLEMS
    assert "household" in capsys.readouterr().err


def test_a_form_is_written_for_the_server_that_is_named(tmp_path):
    target = tmp_path / "form.xlsx"
    assert run(form, ["household", "--for", "surveycto", "-o", str(target)]) == DONE
    assert "relevance" in [cell.value for cell in load_workbook(target)["survey"][1]]


def test_a_check_says_who_judged_and_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(form, ["officials", "--check"]) == DONE
    assert "officials: 0 errors, 0 warnings by" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_check_of_a_harmful_questionnaire_fails(tmp_path, capsys):
    (tmp_path / "mine.toml").write_text(SMALL + NAMED, encoding="utf-8")
    assert run(form, [str(tmp_path / "mine.toml"), "--check"]) == PROBLEMS
    assert "item surname" in capsys.readouterr().out


def test_claims_are_shown_with_their_questions(capsys):
    assert run(claims, []) == DONE
    assert "household: resentment\n" in capsys.readouterr().out


def test_claims_are_written_for_programs_too(capsys):
    assert run(claims, ["household", "--json", "-"]) == DONE
    rows = {row["claim"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["C05"]["items"] == {"household": ["resentment"]}
    assert set(rows["C23"]["never"]) == {"fr", "en"}


def _survey(path, *rows):
    book = Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label", "relevant"), *rows):
        book.active.append(row)
    book.save(path)
    return path


def test_a_form_is_read_into_a_questionnaire_that_people_can_complete(tmp_path, capsys):
    theirs = _survey(tmp_path / "theirs.xlsx", ("integer", "age", "Age"), ("text", "why", "Why?", "${age} > 3"))
    target = tmp_path / "mine.toml"
    assert run(form, [str(theirs), "-o", str(target)]) == DONE
    assert [item.name for item in toml.read(target).items] == ["age", "why"]
    assert f"{target}: 2 questions; 0 faults" in capsys.readouterr().out


def test_what_was_not_understood_of_a_form_is_listed_and_the_rest_written(tmp_path, capsys):
    theirs = _survey(tmp_path / "theirs.xlsx", ("geopoint", "where", "Where?"), ("integer", "age", "Age"))
    target = tmp_path / "mine.toml"
    assert run(form, [str(theirs), "-o", str(target)]) == PROBLEMS
    assert "sheet “survey”, row 2, column “A”" in capsys.readouterr().out
    assert [item.name for item in toml.read(target).items] == ["age"]


def test_a_form_without_questions_writes_nothing(tmp_path, capsys):
    target = tmp_path / "mine.toml"
    assert run(form, [str(_survey(tmp_path / "theirs.xlsx")), "-o", str(target)]) == PROBLEMS
    assert "nothing was written" in capsys.readouterr().out
    assert not target.exists()


def test_what_changed_in_the_questionnaire_goes_into_the_form_it_was_read_from(tmp_path, capsys):
    theirs = _survey(tmp_path / "theirs.xlsx", ("integer", "age", "Age"), ("note", "bye", "Thank you"))
    mine, new = tmp_path / "mine.toml", tmp_path / "new.xlsx"
    run(form, [str(theirs), "-o", str(mine)])
    mine.write_text(mine.read_text(encoding="utf-8").replace('"Thank you"', '"Goodbye"'), encoding="utf-8")
    assert run(form, [str(mine), "--into", str(theirs), "-o", str(new)]) == DONE
    assert [row[2].value for row in load_workbook(new)["survey"]] == ["label", "Age", "Goodbye"]
    assert "0 changes found no place" in capsys.readouterr().out


def test_a_questionnaire_of_the_library_is_written_as_toml(tmp_path):
    target = tmp_path / "mine.toml"
    assert run(form, ["officials", "-o", str(target)]) == DONE
    assert toml.read(target) == load("officials")


def test_two_forms_are_set_side_by_side(tmp_path, capsys):
    old = _survey(tmp_path / "old.xlsx", ("integer", "age", "Age"))
    new = _survey(tmp_path / "new.xlsx", ("integer", "age", "Your age"))
    assert run(diff, [str(old), str(new)]) == DONE
    assert "Your age" in capsys.readouterr().out


def test_a_form_with_faults_is_refused_where_a_questionnaire_is_wanted(tmp_path, capsys):
    theirs = _survey(tmp_path / "theirs.xlsx", ("text", "why", "Why?", "${absent} = 1"))
    assert run(diff, [str(theirs), "officials"]) == PROBLEMS
    assert "${absent}" in capsys.readouterr().err


def test_a_form_is_checked(tmp_path, capsys):
    theirs = _survey(tmp_path / "theirs.xlsx", ("integer", "age", "Age"))
    assert run(form, [str(theirs), "--check"]) == DONE
    assert "errors" in capsys.readouterr().out


def test_a_form_that_records_where_somebody_is_takes_no_opinions(tmp_path, capsys):
    theirs = _survey(tmp_path / "theirs.xlsx", ("geopoint", "where", "Where?"), ("note", "bye", "Thank you"))
    (tmp_path / "mine.toml").write_text(SMALL, encoding="utf-8")
    new = tmp_path / "new.xlsx"
    assert run(form, [str(tmp_path / "mine.toml"), "--into", str(theirs), "-o", str(new)]) == PROBLEMS
    assert "at risk" in capsys.readouterr().err
    assert not new.exists()


@pytest.mark.parametrize(
    ("command", "settings"),
    [
        (form, ["{mine}", "-o", "{there}.xlsx"]),
        (form, ["{mine}", "-o", "{there}.toml"]),
        (form, ["{theirs}", "-o", "{there}.toml"]),
        (form, ["{mine}", "--into", "{theirs}", "-o", "{there}.xlsx"]),
        (codebook, ["{mine}", "-o", "{there}.xlsx"]),
        (codebook, ["{mine}", "--ddi", "{there}.xml"]),
        (codebook, ["{mine}", "-o", "{new}.xlsx", "--ddi", "{there}.xml"]),
        (paper, ["{mine}", "-o", "{there}.html"]),
    ],
)
def test_a_file_that_exists_is_written_over_only_with_force(tmp_path, capsys, command, settings):
    theirs, mine = _survey(tmp_path / "theirs.xlsx", ["text", "q1", "One?"]), tmp_path / "mine.toml"
    assert run(form, [str(theirs), "-o", str(mine)]) == DONE
    names = {"theirs": theirs, "mine": mine, "there": tmp_path / "there", "new": tmp_path / "new"}
    told = [setting.format(**names) for setting in settings]
    there = next(tmp_path / setting for setting in told if str(tmp_path / "there") in setting)
    there.write_text("what somebody worked on", encoding="utf-8")
    assert run(command, told) == PROBLEMS
    assert "--force" in capsys.readouterr().err
    assert there.read_text(encoding="utf-8") == "what somebody worked on"
    assert not list(tmp_path.glob("new*"))
    assert run(command, [*told, "--force"]) == DONE
    assert b"somebody worked" not in there.read_bytes()


def test_who_answers_is_told_when_a_form_of_others_is_read(tmp_path, capsys):
    book = Workbook()
    book.active.title = "survey"
    questions = [["text", "q1", "Nom du répondant"], ["text", "q2", "Numéro de téléphone"], ["integer", "q3", "Âge"]]
    for row in [["type", "name", "label"], *questions]:
        book.active.append(row)
    book.create_sheet("choices").append(["list_name", "name", "label"])
    book.save(tmp_path / "leur.xlsx")
    run(form, [str(tmp_path / "leur.xlsx"), "-o", str(tmp_path / "leur.toml")])
    said = capsys.readouterr().out
    assert said.count("whoever sees the file knows who said what") == 2
    assert run(form, [str(tmp_path / "leur.toml"), "--check"]) == DONE
    assert "0 errors, 2 warnings" in capsys.readouterr().out
