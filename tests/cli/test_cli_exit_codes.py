"""Exit codes mean the same everywhere, printed commands can be copied, and a study is checked before answers."""

import shlex

import pytest

from instruments.console import DONE, PROBLEMS, WRONG_USE, run
from instruments.language import speak
from reports.cli import survey_command

QUESTIONNAIRE = """
name = "small"
version = "1"
title = { en = "Small" }
languages = ["en"]
[[scale]]
name = "yes_no"
choice = [{ code = "yes", label = { en = "Yes" } }, { code = "no", label = { en = "No" } }]
[[item]]
name = "psu"
kind = "text"
label = { en = "Cluster" }
role = "psu"
[[item]]
name = "content"
kind = "select_one"
scale = "yes_no"
label = { en = "Content?" }
"""
STUDY = 'title = "A"\n[instrument]\nfile = "questionnaire.toml"\n[design]\npsu = ["psu"]\n'


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "Étude Été 2027"
    folder.mkdir()
    (folder / "questionnaire.toml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    return folder


def export(study, last):
    path = study / "a.csv"
    path.write_text("_uuid,psu,content\n" + "".join(f"{at},{at % 5},yes\n" for at in range(29)) + last, "utf-8")
    return str(path)


@pytest.mark.parametrize(("last", "code"), [("x,1,no\n", DONE), ("x,1,7\n", PROBLEMS), ("1,2,no\n", PROBLEMS)])
def test_run_does_everything_and_ends_as_load_does(study, last, code, capsys):
    path = export(study, last)
    assert run(survey_command, ["run", str(study), path]) == code
    assert ("Things to look at in what was loaded: 1" in capsys.readouterr().out) == (code == PROBLEMS)
    assert (study / "report" / "report-en.xlsx").is_file()
    (study / "responses.sqlite").unlink()
    assert run(survey_command, ["load", str(study), path]) == code


def printed_commands(capsys):
    """Return the commands that stand in quotes in what was printed, as a shell takes them apart."""
    said = capsys.readouterr().out
    return [shlex.split(part.split("”")[0]) for part in said.split("“")[1:] if part.startswith("survey ")]


def test_a_command_that_is_printed_can_be_copied(study, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(survey_command, ["new", "une étude"]) == DONE
    assert ["survey", "form", "une étude", "-o", "form.xlsx"] in printed_commands(capsys)
    assert run(survey_command, ["run", str(study), export(study, "")]) == DONE
    assert ["survey", "check", str(study)] in printed_commands(capsys)
    assert run(survey_command, ["corrections", str(study), "-o", "le journal.xlsx"]) == DONE
    assert printed_commands(capsys) == [["survey", "correct", str(study), "le journal.xlsx"]]
    assert run(survey_command, ["form", str(study), "-o", "mon étude.toml"]) == DONE
    assert printed_commands(capsys) == [["survey", "form", "mon étude.toml", "--check"]]


def test_a_study_is_checked_before_there_are_answers(study, capsys):
    assert run(survey_command, ["form", str(study), "--check"]) == DONE
    assert printed_commands(capsys)[-1] == ["survey", "check", str(study)]
    assert run(survey_command, ["check", str(study)]) == DONE
    assert "no answers yet" in capsys.readouterr().out
    (study / "study.toml").write_text(STUDY.replace('["psu"]', '["village"]'), encoding="utf-8")
    assert run(survey_command, ["check", str(study)]) == PROBLEMS
    assert "village" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "words",
    [
        ["audit", "none.xlsx"],
        ["load", "STUDY", "none.csv"],
        ["run", "STUDY", "none.csv"],
        ["form", "STUDY", "--into", "none.xlsx"],
        ["form", "none.xlsx"],
        ["correct", "STUDY", "none.xlsx"],
        ["translations", "STUDY", "--check", "none.xlsx"],
    ],
)
def test_a_file_that_is_not_there_is_refused(study, words, language, capsys):
    speak(language)
    assert run(survey_command, [str(study) if word == "STUDY" else word for word in words]) == PROBLEMS
    assert {"en": "Please check the", "fr": "Veuillez vérifier le"}[language] in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["erase", "STUDY", "1"],
        ["erase", "STUDY", "1", "--by", "Awa"],
        ["unload", "STUDY", "a.csv", "--by", " ", "--why", "twice"],
        ["status", "STUDY", "1", "approved"],
        ["correct", "STUDY", "--undo", "1"],
        ["correct", "STUDY"],
        ["erase", "STUDY"],
        ["load", "STUDY"],
        ["audit"],
    ],
)
def test_what_is_not_said_is_wrong_use(study, words, capsys):
    assert run(survey_command, [str(study) if word == "STUDY" else word for word in words]) == WRONG_USE
    said = capsys.readouterr().err
    assert "Please say" in said or "missing" in said or "Please give" in said
