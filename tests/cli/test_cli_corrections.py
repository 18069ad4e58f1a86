"""The commands on corrections, as people call them."""

import csv
import re

import openpyxl
import pytest

from instruments.console import Group, run
from instruments.language import speak
from survey.cli import COMMANDS
from survey.ingest import responses
from survey.store import open_store
from survey.study import read

GROUP = Group(name="survey", help="survey.cli.load", commands={verb.name: verb for verb in COMMANDS})
STUDY = """
title = "A study"
[instrument]
library = "household"
"""
ANSWERS = {"consent": "yes", "sex": "female", "age": "30", "group": "songhay", "aware": "perhaps"}


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


@pytest.fixture
def study(tmp_path):
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    names = [item.name for item in read(tmp_path).instrument.items if item.holds_answer]
    with (tmp_path / "export.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["_uuid", *names], restval="")
        writer.writeheader()
        writer.writerows([{**ANSWERS, "_uuid": name} for name in ("a", "b")])
    assert run(GROUP, ["load", str(tmp_path), str(tmp_path / "export.csv")]) == 1  # for the answer that is not valid
    return tmp_path


def aware(study):
    found = read(study)
    return responses(found, open_store(found)).values["aware"].astype(object).tolist()


def test_the_way_there_and_back(study, capsys):
    path = study / "log.xlsx"
    assert run(GROUP, ["corrections", str(study), "-o", str(path)]) == 0
    assert "survey correct" in capsys.readouterr().out
    book = openpyxl.load_workbook(path)
    (row,) = [row for row in book["Answers"].iter_rows(min_row=2) if (row[0].value, row[1].value) == ("a", "aware")]
    for at, words in ((6, "yes | Yes"), (7, "change"), (8, "read the tablet again"), (9, "Awa")):
        row[at].value = words
    book.save(path)
    assert run(GROUP, ["correct", str(study), str(path)]) == 0
    assert "1 change made, 0 found right, 0 on record already" in capsys.readouterr().out
    assert aware(study)[0] == "yes"
    assert run(GROUP, ["history", str(study), "a"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "read the tablet again" in line]
    number = line.split()[0]
    undo = ["correct", str(study), "--undo", number, "--by", "Moussa", "--why", "it was right"]
    assert run(GROUP, undo) == 0
    assert aware(study)[0] != "yes"
    assert run(GROUP, undo) == 1
    assert "was undone before" in capsys.readouterr().err


def test_a_wrong_line_is_said_with_its_place_and_ends_with_1(study, capsys):
    path = study / "log.csv"
    header = ["entretien", "question", "ancienne valeur", "nouvelle valeur", "action", "motif", "par"]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, ["a", "age", "31", "32", "changer", "faute de frappe", "Awa"]])
    assert run(GROUP, ["correct", str(study), str(path)]) == 1
    said = capsys.readouterr().err
    assert "row 2, column “old value”" in said
    assert "age is “30” in the store, the line says “31”" in said


def test_an_interview_is_rejected_with_a_reason_only(study, capsys):
    assert run(GROUP, ["status", str(study), "a", "rejected"]) == 2
    assert "Please say who" in capsys.readouterr().err
    assert run(GROUP, ["status", str(study), "a", "rejected", "--by", "Awa", "--why", "made up"]) == 0
    assert len(aware(study)) == 1
    assert run(GROUP, ["status", str(study), "nobody", "rejected", "--by", "Awa", "--why", "made up"]) == 1


def test_what_is_asked_must_be_one_thing(study, capsys):
    assert run(GROUP, ["correct", str(study)]) == 2
    assert "--undo" in capsys.readouterr().err
    assert run(GROUP, ["history", str(study), "nobody"]) == 1


def test_a_workbook_that_people_filled_in_is_never_written_over(study, capsys):
    path = study / "log.xlsx"
    run(GROUP, ["corrections", str(study), "-o", str(path)])
    filled_in = path.read_bytes()
    assert run(GROUP, ["corrections", str(study), "-o", str(path)]) == 1
    assert "Please give another name with -o" in capsys.readouterr().err
    assert path.read_bytes() == filled_in
    assert run(GROUP, ["corrections", str(study), "-o", str(path), "--force"]) == 0


def test_a_workbook_is_not_written_under_the_name_of_something_else(study, capsys):
    for name in ("log.csv", "log"):
        assert run(GROUP, ["corrections", str(study), "-o", str(study / name)]) == 1
        assert "Please name it like log.xlsx" in capsys.readouterr().err
        assert not (study / name).exists()
    assert run(GROUP, ["corrections", str(study), "-o", str(study / "log.XLSX")]) == 0


def test_files_with_answers_are_for_their_owner_alone(study):
    run(GROUP, ["corrections", str(study), "-o", str(study / "log.xlsx")])
    run(GROUP, ["check", str(study), "-o", str(study / "flags.csv")])
    for name in ("responses.sqlite", "log.xlsx", "flags.csv"):
        assert (study / name).stat().st_mode & 0o077 == 0


def test_of_an_erased_person_whose_file_was_read_anew_it_is_said_who_erased_it_and_when(study, capsys):
    who = ["--by", "Awa", "--why", "withdrew consent"]
    run(GROUP, ["erase", str(study), "a", *who])
    run(GROUP, ["unload", str(study), "export.csv", *who])
    run(GROUP, ["load", str(study), str(study / "export.csv")])
    capsys.readouterr()
    said = re.compile(r"The interview a was erased on \d{4}-\d\d-\d\d \d\d:\d\d UTC by Awa")
    assert run(GROUP, ["history", str(study), "a"]) == 0
    told = capsys.readouterr().out
    assert said.search(told)
    assert "answers erased" in told
    assert run(GROUP, ["erase", str(study), "a", *who]) == 1
    assert said.search(capsys.readouterr().err)
    assert run(GROUP, ["history", str(study), "nobody"]) == 1
    assert "holds no interview" in capsys.readouterr().err
