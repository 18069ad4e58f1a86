"""Columns that are no question: named, left out of the store, and refused where a header is nearly a question."""

import csv

import pytest

from instruments.errors import SurveyError
from survey.ingest import load, responses
from survey.ingest.kept_columns import is_telling
from survey.store import open_store
from survey.study import read

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours", "_uuid", "_index"]
ROWS = [["p1", "urban", "yes", str(30 + at), "yes", "2", "1", f"u{at}", str(at)] for at in range(12)]


def write(folder, header=HEADER, rows=ROWS, name="a.csv"):
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return folder / name


def codes(found):
    return {note.code.rsplit(".", 1)[-1] for note in found.notes}


def test_a_misspelt_question_is_refused_with_the_one_that_is_meant_and_leaves_nothing(study, folder):
    path = write(folder, ["hurs" if name == "hours" else name for name in HEADER])
    with pytest.raises(SurveyError) as caught:
        load(study, [path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.column) == ("survey.ingest.near_miss", "hurs")
    assert "Did you mean hours?" in problem.text("en")
    assert open_store(study).files() == []


def test_a_column_that_is_something_else_can_be_loaded_all_the_same(study, folder):
    (found,) = load(study, [write(folder, ["hurs" if n == "hours" else n for n in HEADER])], doubtful="take")
    assert found.rows_stored == 12
    assert "hours" in found.items_absent


def test_a_map_says_what_a_misspelt_column_holds(study, folder):
    (folder / "map.toml").write_text('[columns]\nhours = "hurs"\n', encoding="utf-8")
    path = write(folder, ["hurs" if name == "hours" else name for name in HEADER])
    (found,) = load(study, [path], columns=folder / "map.toml")
    assert (found.rows_stored, found.problems) == (12, ())
    assert responses(study, open_store(study)).values["hours"].tolist() == [1.0] * 12


def test_what_is_no_question_is_named_and_not_kept(study, folder):
    told = [[*row, "le chef Amadou: 76 12 34 56", "beau temps", "16.27", ""] for row in ROWS]
    (found,) = load(study, [write(folder, [*HEADER, "dit", "meteo", "GPS_latitude", "telephone"], told)])
    said = {note.code.rsplit(".", 1)[-1]: note.values.get("columns") for note in found.notes}
    assert said["left_out"] == "meteo, telephone"
    assert said["left_out_telling"] == "dit, GPS_latitude"
    assert "survey.ingest.left_out_telling" in {problem.code for problem in found.problems}
    ((file, stored),) = open_store(study).submissions()
    assert file.header == tuple(name for name in HEADER if name != "_index")
    assert not any("Amadou" in cell for row in stored for cell in row.cells)


def test_the_study_says_which_columns_are_kept_besides(study, folder):
    with (folder / "study.toml").open("a", encoding="utf-8") as file:
        file.write('[files]\nkeep = ["Meteo"]\n')
    (found,) = load(read(folder), [write(folder, [*HEADER, "meteo"], [[*row, "beau"] for row in ROWS])])
    ((file, _),) = open_store(study).submissions()
    assert "meteo" in file.header
    assert "left_out" not in codes(found)


def test_a_question_asked_of_everybody_without_a_column_is_a_problem(study, folder):
    questionnaire = folder / "questionnaire.toml"
    text = questionnaire.read_text(encoding="utf-8")
    questionnaire.write_text(text.replace('name = "hours"', 'name = "hours"\nrequired = true'), encoding="utf-8")
    at = HEADER.index("hours")
    path = write(folder, HEADER[:at] + HEADER[at + 1 :], [row[:at] + row[at + 1 :] for row in ROWS])
    (found,) = load(read(folder), [path])
    assert [(one.code, one.place.item) for one in found.problems] == [("survey.ingest.required_absent", "hours")]


def test_a_shifted_file_is_refused_and_says_what_to_look_at(study, folder):
    path = write(folder, rows=[[*row[2:7], *row[:2], *row[7:]] for row in ROWS])
    with pytest.raises(SurveyError) as caught:
        load(study, [path])
    (problem,) = caught.value.problems
    assert problem.code == "survey.ingest.shifted"
    assert "age “2”" in problem.text("en")
    assert open_store(study).files() == []
    (found,) = load(study, [path], doubtful="take")
    assert found.rows_stored == 12


def test_totals_and_remarks_are_no_interviews(study, folder):
    total = ["TOTAL", "", "", "426", "", "", "12", "", ""]
    remark = ["Saisie finie le 12/02", *[""] * 8]
    (found,) = load(study, [write(folder, rows=[*ROWS, total, remark])])
    assert (found.rows_in, found.rows_stored) == (14, 12)
    assert [(one.code, one.place.row) for one in found.rows_refused] == [
        ("survey.ingest.summary_row", 14),
        ("survey.ingest.no_interview", 15),
    ]
    assert "TOTAL 426 12" in found.rows_refused[0].text("fr")


def test_somebody_who_did_not_consent_was_interviewed(study, folder):
    (found,) = load(study, [write(folder, rows=[["", "", "no", "", "", "", "", "u1", "1"]])])
    assert found.rows_stored == 1


@pytest.mark.parametrize(
    ("name", "cell", "telling"),
    [
        ("x", "+223 76 12 34 56", True),
        ("x", "76123456", True),
        ("x", "2026-02-05T10:00:00.000Z", False),
        ("x", "uuid:8d3b1c54-9a", False),
        ("Nom du chef", "Amadou", True),
        ("Téléphone", "7", True),
        ("economie", "bonne", False),
        ("_geolocation", "16.2 -0.04", True),
        ("name", " ", False),
    ],
)
def test_what_may_tell_who_somebody_is(name, cell, telling):
    assert is_telling(name, cell) is telling


def test_where_nobody_has_a_place_in_the_sample_the_columns_and_the_file_are_named(study, folder):
    (folder / "sample.csv").write_text("psu,psu_probability\n", encoding="utf-8")
    text = (folder / "study.toml").read_text(encoding="utf-8")
    text = text.replace("[design]", '[files]\nsample = "sample.csv"\n[design]\nprobabilities = ["psu_probability"]')
    (folder / "study.toml").write_text(text, encoding="utf-8")
    found = read(folder)
    load(found, [write(folder)])
    with pytest.raises(SurveyError) as caught:
        responses(found, open_store(found))
    told = {problem.code: problem for problem in caught.value.problems}
    ledger = told["survey.eligibility.lacking_ledger"]
    assert (ledger.place.file, ledger.values["columns"], ledger.values["places"]) == (
        "sample.csv",
        "psu_probability",
        "p1",
    )


def test_telephone_numbers_under_a_question_in_words_are_said_loudly(folder):
    with (folder / "questionnaire.toml").open("a", encoding="utf-8") as file:
        file.write('[[item]]\nname = "q9"\nkind = "text"\nlabel = { fr = "Remarque", en = "Remark" }\n')
    said = ["76 12 34 56", "rien", "+223 66123456", "le 2026-02-05", "٧٦١٢٣٤٥٦"]
    rows = [[*row, words] for row, words in zip(ROWS, said, strict=False)]
    (found,) = load(read(folder), [write(folder, rows=rows, header=[*HEADER, "q9"])])
    (problem,) = [one for one in found.problems if one.code == "survey.ingest.phones"]
    assert (problem.place.item, problem.values["count"], problem.severity) == ("q9", 3, "warning")
