"""The commands on studies, as people call them."""

import csv
import json
import re

import pytest

from instruments.console import Group, run
from instruments.language import speak
from survey.cli import COMMANDS
from survey.ingest import Reconciliation
from survey.store import open_store
from survey.study import read

GROUP = Group(name="survey", help="survey.cli.load", commands={verb.name: verb for verb in COMMANDS})
STUDY = """
title = "A study"
[instrument]
library = "household"
[design]
stratum = ["region", "milieu"]
psu = ["psu"]
"""
ANSWERS = {
    "_uuid": "a",
    "start": "2026-02-05T10:00:00Z",
    "end": "2026-02-05T10:40:00Z",
    "interviewer": "E01",
    "psu": "gao-urban-01",
    "region": "gao",
    "milieu": "urban",
    "interview_language": "fr",
    "consent": "yes",
    "eligible_adults": "2",
    "sex": "female",
    "age": "30",
    "group": "songhay",
    "aware": "no",
}


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    return tmp_path


def export(folder, *interviews):
    names = [item.name for item in read(folder).instrument.items if item.holds_answer]
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["_uuid", *names], restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(interviews)
    return str(folder / "export.csv")


def test_new_makes_a_study_that_can_be_read_and_never_overwrites(tmp_path, capsys):
    target = tmp_path / "mine"
    assert run(GROUP, ["new", str(target)]) == 0
    made = read(target)
    assert made.instrument.name == "household"
    assert {"zone", "exposure", "place"} <= set(made.variables)  # what the claims of its plan need
    assert (target / "world.toml").is_file()
    assert run(GROUP, ["new", str(target)]) == 1
    assert "Please give a new folder" in capsys.readouterr().err


def test_load_prints_what_became_of_the_file(folder, capsys):
    path = export(folder, ANSWERS, {**ANSWERS, "_uuid": "b"})
    assert run(GROUP, ["load", str(folder), path]) == 0
    assert "2 rows in the file, 2 stored, 0 known already, 0 refused" in capsys.readouterr().out
    assert run(GROUP, ["load", str(folder), path]) == 0
    assert "0 stored, 2 known already" in capsys.readouterr().out
    assert len(open_store(read(folder))) == 2


def test_load_writes_every_refused_row_for_programs(folder, capsys):
    run(GROUP, ["load", str(folder), export(folder, ANSWERS)])
    path, written = export(folder, {**ANSWERS, "age": "31"}), folder / "became.json"
    for again in (False, True):
        run(GROUP, ["load", str(folder), path, "--json", str(written)])
        (record,) = json.loads(written.read_text(encoding="utf-8"))
        (refused,) = record["rows_refused"]
        assert refused["code"] == "survey.ingest.differs"
        assert refused["place"]["row"] == 2
        assert "with other answers" in refused["text"]
        assert any("was loaded on" in note["text"] for note in record["notes"]) is again
        assert record.keys() == {*Reconciliation.__slots__}
    assert str(written) in capsys.readouterr().out


def test_load_ends_with_1_where_rows_are_refused(folder, capsys):
    run(GROUP, ["load", str(folder), export(folder, ANSWERS)])
    assert run(GROUP, ["load", str(folder), export(folder, {**ANSWERS, "age": "31"})]) == 1
    assert "with other answers" in capsys.readouterr().out


def test_load_ends_with_1_where_answers_are_not_valid_and_still_stores_all(folder, capsys):
    assert run(GROUP, ["load", str(folder), export(folder, ANSWERS, {**ANSWERS, "_uuid": "b", "age": "7"})]) == 1
    assert "2 stored" in capsys.readouterr().out
    assert len(open_store(read(folder))) == 2


def test_load_takes_a_map_and_an_order_to_repair(folder, capsys):
    path = export(folder, {**ANSWERS, "psu": "SÃ©gou"})
    assert run(GROUP, ["load", str(folder), path]) == 1
    assert "--repair-accents" in capsys.readouterr().err
    assert run(GROUP, ["load", str(folder), path, "--repair-accents"]) == 0
    assert run(GROUP, ["load", str(folder), path, "--map", str(folder / "none.toml")]) == 1


def test_check_says_who_is_not_analysed(folder, capsys):
    run(GROUP, ["load", str(folder), export(folder, ANSWERS, {**ANSWERS, "_uuid": "b", "consent": "no"})])
    run(GROUP, ["check", str(folder), "-o", str(folder / "flags.csv")])
    assert "no consent was given" in capsys.readouterr().out
    assert (folder / "flags.csv").read_text(encoding="utf-8-sig").startswith("check,severity,submission_id")


def test_weight_writes_a_weight_an_interview(folder):
    run(GROUP, ["load", str(folder), export(folder, ANSWERS)])
    assert run(GROUP, ["weight", str(folder), "-o", str(folder / "weights.csv")]) == 0
    lines = (folder / "weights.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["submission_id,base_weight,weight", "a,1.0,1.0"]


def test_weight_tells_the_recipe_step_by_step_and_what_it_cost(folder, capsys):
    recipe = """
[weighting]
[[weighting.step]]
action = "rake"
margins = ["sex.csv"]
[[weighting.step]]
action = "trim"
highest = 2
"""
    (folder / "study.toml").write_text(STUDY + recipe, encoding="utf-8")
    (folder / "sex.csv").write_text("sex,count\nfemale,60\nmale,40\n", encoding="utf-8")
    (folder / "sex.toml").write_text('source = "Census"\ndate = 2022\nuniverse = "Adults"\n', encoding="utf-8")
    others = ({**ANSWERS, "_uuid": "b"}, {**ANSWERS, "_uuid": "c", "sex": "male"})
    run(GROUP, ["load", str(folder), export(folder, ANSWERS, *others)])
    capsys.readouterr()
    assert run(GROUP, ["weight", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "2. Raking to sex"
    assert [line.split() for line in lines if "%" in line] == [
        ["2.", "raking", "3", "30", "40", "1.020", "0%"],
        ["3.", "trimming", "3", "30", "40", "1.020", "0%"],
    ]
    assert lines[-1].endswith("the heaviest group is male in sex, with 1.20 times the mean weight.")


@pytest.mark.parametrize("verb", ["corrections", "weight"])
def test_before_a_load_there_is_nothing_to_do(folder, capsys, verb):
    assert run(GROUP, [verb, str(folder)]) == 1
    assert "Please load an export first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load", "nowhere", "x.csv"], "no study here"),
        (["load", "{folder}", "x.csv"], "no such file"),
        (["load", "{folder}", "{folder}"], "This is a folder, and a file is wanted"),
        (["correct", "{folder}", "{folder}"], "This is a folder, and a file is wanted"),
        (["corrections", "{folder}", "-o", "{folder}/none/log.xlsx"], "Please load an export first"),
        (["load", "{folder}/study.csv", "{folder}"], "Please give the folder of the study first"),
    ],
)
def test_what_is_not_there_is_said_without_a_traceback(folder, capsys, arguments, said):
    (folder / "study.csv").write_text("a,b\n", encoding="utf-8")
    assert run(GROUP, [part.format(folder=folder) for part in arguments]) == 1
    assert said in capsys.readouterr().err


QUESTIONNAIRE = """
name = "small"
version = "1"
title = "Small"
languages = ["en"]
[[item]]
name = "your_name"
kind = "text"
label = { en = "What is your full name?" }
[[item]]
name = "Bad-Name"
kind = "integer"
label = { en = "How many?" }
"""


def test_a_study_is_not_called_sound_while_its_questionnaire_has_errors(folder, capsys):
    assert run(GROUP, ["check", str(folder)]) == 0
    assert "The study is sound" in capsys.readouterr().out
    (folder / "questionnaire.toml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (folder / "study.toml").write_text('title = "A"\n[instrument]\nfile = "questionnaire.toml"\n', encoding="utf-8")
    assert run(GROUP, ["check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "sound" not in said
    assert "Bad-Name" in said
    assert re.search(r"The questionnaire has \d errors\. Next: correct it; “survey form .* --check”", said)
