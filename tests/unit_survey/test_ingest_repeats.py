"""Answers within repeats are coded, routed and corrected by what codes, routes and corrects those of interviews."""

import csv
import io
import zipfile

import openpyxl
import pytest

from instruments.errors import SurveyError
from instruments.language import speak
from instruments.scale import NonAnswer
from survey.corrections.applying import apply
from survey.corrections.deciding import undo
from survey.corrections.writing import write_log
from survey.ingest import load, responses
from survey.quality import check
from survey.responses import ANSWERED, REASONS
from survey.store import open_store
from survey.study import read

MORE_OF_PEOPLE = """
[[item]]
name = "person_trust"
kind = "select_one"
label = { fr = "Sa confiance", en = "Trust of the person" }
scale = "trust"
repeat = "people"
relevant = "person_age >= 18 and aware = 'yes'"
[[item]]
name = "person_why"
kind = "select_multiple"
label = { fr = "Ses raisons", en = "Reasons of the person" }
scale = "reasons"
repeat = "people"
[[item]]
name = "person_came"
kind = "date"
label = { fr = "Son arrivée", en = "Arrival of the person" }
repeat = "people"
"""
MAIN = ["psu", "milieu", "consent", "age", "aware", "trust", "why", "hours", "SubmissionDate", "KEY", "FormVersion"]
INTERVIEWS = [
    ["p1", "urban", "yes", "30", "yes", "2", "", "1.5", "2026-02-03T12:00:00Z", "uuid:a", "1"],
    ["p1", "rural", "yes", "40", "no", "", "", "2", "2026-02-03T12:00:00Z", "uuid:b", "1"],
]
TICKS = [f"person_why/{code}" for code in ("looting", "violence", "none", "99")]
COLUMNS = ["people-person_age", "person_trust", "person_why", *TICKS, "person_came", "PARENT_KEY", "KEY"]
ROWS = [
    ["41", "1", "looting", "1", "0", "0", "0", "17/02/2026", "uuid:a", "uuid:a/people[1]"],
    ["7", "", "none", "0", "0", "1", "0", "05/02/2026", "uuid:a", "uuid:a/people[2]"],
    ["", "98", "99", "0", "0", "0", "1", "", "uuid:a", "uuid:a/people[3]"],
    ["200", "", "", "", "", "", "", "yesterday", "uuid:b", "uuid:b/people[1]"],
]


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


@pytest.fixture
def roster(roster):
    with (roster.folder / "questionnaire.toml").open("a", encoding="utf-8") as file:
        file.write(MORE_OF_PEOPLE)
    return read(roster.folder)


def central(study, header=COLUMNS, rows=ROWS, name="form-people.csv"):
    with zipfile.ZipFile(study.folder / "form.zip", "w") as archive:
        for part, table in (("form.csv", [MAIN, *INTERVIEWS]), (name, [header, *rows])):
            text = io.StringIO()
            csv.writer(text).writerows(table)
            archive.writestr(part, text.getvalue())
    return study.folder / "form.zip"


def people(study):
    return responses(study, open_store(study)).repeats["people"].answers


def told(answers):
    """Each answer, or the reason why there is none."""
    names = {code: reason.value for reason, code in REASONS.items()}
    table = {}
    for item in answers.instrument.items:
        codes = answers.reasons[item.name]
        values = answers.values.get(item.name, codes)
        table[item.name] = [
            value if code == ANSWERED else names[code] for value, code in zip(values, codes, strict=True)
        ]
    return table


def test_answers_are_typed_coded_and_have_reasons(roster):
    (found,) = load(roster, [central(roster)])
    assert {(note.place.item, note.code.rsplit(".", 1)[1]) for note in found.problems} == {
        ("person_age", "above_maximum"),
        ("person_came", "not_a_date"),
    }
    answers = people(roster)
    assert answers.values["person_age"].dtype == float
    assert list(answers.values["person_trust"].cat.categories) == ["0", "1", "2"]
    seen = told(answers)
    assert seen["person_age"] == [41.0, 7.0, "missing", "invalid"]
    assert seen["person_trust"] == ["1", "not_asked", "dont_know", "not_asked"]
    assert answers.values["person_why/looting"].tolist()[:2] == [1.0, 0.0]
    assert answers.lacks("person_why", NonAnswer.REFUSED).tolist() == [False, False, True, False]
    assert [str(one)[:10] for one in answers.values["person_came"]] == ["2026-02-17", "2026-02-05", "NaT", "NaT"]
    assert answers.invalid[["submission_id", "item", "raw"]].to_numpy().tolist() == [
        ["b", "people[1]/person_age", "200"],
        ["b", "people[1]/person_came", "yesterday"],
    ]
    cells = responses(roster, open_store(roster)).repeats["people"].cells
    assert [cells[name].tolist() for name in COLUMNS] == [list(column) for column in zip(*ROWS, strict=True)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labels_in_either_language_give_the_same_answers(roster, language):
    load(roster, [central(roster)])
    codes = people(roster)
    scales = {item.name: roster.instrument.scale_of(item) for item in codes.instrument.items}
    header = [roster.instrument.item(name).label[language] for name in scales]

    def label(name, cell):
        return scales[name].choice(cell).label[language] if cell and scales[name] else cell

    short = [[label(name, cell) for name, cell in zip(scales, [*row[:3], row[7]], strict=True)] for row in ROWS]
    book = openpyxl.Workbook()
    book.active.title = "Small"
    links = ["_index", "_parent_table_name", "_parent_index"]
    for row in [
        [*MAIN[:-3], "_uuid", "_index"],
        *([*row[:-3], f"{row[-2]}2", at] for at, row in enumerate(INTERVIEWS)),
    ]:
        book.active.append(row)
    sheet = book.create_sheet("Une personne" if language == "fr" else "Sheet2")
    for row in [
        [*header, *links],
        *([*row, at, "Small", int(ROWS[at][8] == "uuid:b")] for at, row in enumerate(short)),
    ]:
        sheet.append(row)
    book.save(roster.folder / "labels.xlsx")
    load(roster, [roster.folder / "labels.xlsx"])
    answers = people(roster)
    ours = {name: cells[len(ROWS) :] for name, cells in told(answers).items()}
    theirs = {name: cells[: len(ROWS)] for name, cells in told(answers).items()}
    assert ours == theirs


def test_what_is_no_question_of_the_repeat_is_named_and_not_kept(roster):
    header = [*COLUMNS, "nom", "remarque", "meteo", "_submission__submitted_by"]
    more = ["Amadou", "joindre au 76 12 34 56", "beau temps", "E07"]
    (found,) = load(roster, [central(roster, header, [[*row, *more] for row in ROWS])])
    said = {note.code.rsplit(".", 1)[1]: note for note in found.notes}
    assert (said["left_out"].place.sheet, said["left_out"].values["columns"]) == ("form-people", "meteo")
    assert said["left_out_telling"].values["columns"] == "nom, remarque"
    assert "survey.ingest.left_out_telling" in {problem.code for problem in found.problems}
    assert {"nom", "remarque", "meteo"} <= set(found.columns_unmatched)
    repeated = responses(roster, open_store(roster)).repeats["people"]
    assert [name for name in repeated.cells if name in header] == COLUMNS
    ((_, rows),) = open_store(roster).submissions()
    assert not any(word in row.cells[-1] for row in rows for word in ("Amadou", "76 12", "beau", "E07"))


def test_telephone_numbers_in_the_words_of_a_repeat_are_said(roster):
    with (roster.folder / "questionnaire.toml").open("a", encoding="utf-8") as file:
        file.write('[[item]]\nname = "person_said"\nkind = "text"\nrepeat = "people"\n')
        file.write('label = { fr = "Ses mots", en = "Words of the person" }\n')
    said = ["76 12 34 56", "rien", "76 12 34 56", "le 2026-02-05"]
    rows = [[*row, words] for row, words in zip(ROWS, said, strict=True)]
    (found,) = load(read(roster.folder), [central(roster, [*COLUMNS, "person_said"], rows)])
    (problem,) = [one for one in found.problems if one.code == "survey.ingest.phones"]
    assert (problem.place.item, problem.values["count"], problem.severity) == ("person_said", 2, "warning")


def test_the_study_says_which_columns_of_a_repeat_are_kept_besides(roster):
    with (roster.folder / "study.toml").open("a", encoding="utf-8") as file:
        file.write('[files]\nkeep = ["Meteo"]\n')
    path = central(roster, [*COLUMNS, "meteo"], [[*row, "beau temps"] for row in ROWS])
    (found,) = load(read(roster.folder), [path])
    assert "survey.ingest.left_out" not in {note.code for note in found.notes}
    assert responses(roster, open_store(roster)).repeats["people"].cells["meteo"].tolist() == ["beau temps"] * 4


def test_the_questions_of_a_repeat_in_a_wide_table_are_kept_as_columns(roster):
    wide = ["person_age_1", "person_age_2", "people-person_trust_1_1", "nom_1"]
    header = [*MAIN, *wide]
    path = roster.folder / "wide.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([*row, "12", "", "1", "Awa"] for row in INTERVIEWS)])
    (found,) = load(roster, [path])
    ((file, rows),) = open_store(roster).submissions()
    assert [name for name in wide if name in file.header] == wide[:-1]
    assert not any("Awa" in row.cells for row in rows)
    assert "nom_1" in {note.values.get("columns") for note in found.problems}


def test_a_repeat_that_the_questionnaire_does_not_have_keeps_what_ties_its_rows_to_interviews(roster):
    path = central(roster, ["goats", "PARENT_KEY", "KEY"], [["3", "uuid:a", "uuid:a/herds[1]"]], "form-herds.csv")
    (found,) = load(roster, [path])
    (note,) = [note for note in found.notes if note.code == "survey.ingest.left_out"]
    assert (note.place.sheet, note.values["columns"]) == ("form-herds", "goats")
    cells = responses(roster, open_store(roster)).repeats["herds"].cells
    assert cells[["submission_id", "KEY"]].to_numpy().tolist() == [["a", "uuid:a/herds[1]"]]
    assert "goats" not in cells


def test_a_misspelt_question_of_a_repeat_is_refused_with_the_one_that_is_meant(roster):
    path = central(roster, ["person_agee", *COLUMNS[1:]])
    with pytest.raises(SurveyError) as caught:
        load(roster, [path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.sheet, problem.place.column, problem.values["near"]) == (
        "survey.ingest.near_miss",
        "form-people",
        "person_agee",
        "person_age",
    )
    assert open_store(roster).files() == []
    (found,) = load(roster, [path], doubtful="take")
    assert found.rows_stored == 2


def test_two_columns_that_could_be_the_same_item_are_refused(roster):
    path = central(
        roster, header=["a/person_age", "b/person_age", "PARENT_KEY", "KEY"], rows=[["1", "2", "uuid:a", "x"]]
    )
    with pytest.raises(SurveyError, match="person_age"):
        load(roster, [path])
    assert open_store(roster).files() == []


def test_faults_in_a_repeat_are_flagged_and_offered_for_correction_with_their_way(roster):
    rows = [[*row] for row in ROWS]
    rows[0][1] = "7"
    load(roster, [central(roster, rows=rows)])
    found = check(roster, responses(roster, open_store(roster)))
    said = [(flag.submission_id, flag.item, flag.value) for flag in found.records if flag.check == "ranges"]
    wrong = [
        ("a", "people[1]/person_trust", "7"),
        ("b", "people[1]/person_age", "200"),
        ("b", "people[1]/person_came", "yesterday"),
    ]
    assert sorted(said) == wrong
    assert "people[1]/person_age is 200, expected 0 to 110." in {
        flag.text("en").split(" Please")[0] for flag in found.records
    }
    write_log(roster, open_store(roster), roster.folder / "log.xlsx")
    sheet = openpyxl.load_workbook(roster.folder / "log.xlsx")["Answers"]
    listed = {(row[0].value, row[1].value, row[5].value): row for row in sheet.iter_rows(min_row=2) if row[0].value}
    assert set(wrong) <= set(listed)
    cell = listed[wrong[0]][6].coordinate
    (codes,) = [choice.formula1 for choice in sheet.data_validations.dataValidation if cell in choice.sqref]
    assert codes.startswith("'Codes'")
    row = listed[wrong[1]]
    assert row[2].value == "Age of the person"
    row[6].value, row[7].value, row[8].value, row[9].value = "20", "change", "typed wrong", "Awa"
    sheet.parent.save(roster.folder / "log.xlsx")
    assert apply(roster, open_store(roster), roster.folder / "log.xlsx").made == 1
    assert wrong[1] not in {
        (flag.submission_id, flag.item, flag.value)
        for flag in check(roster, responses(roster, open_store(roster))).records
    }


def test_a_row_that_an_interview_does_not_have_is_said_with_how_many_it_has(roster):
    load(roster, [central(roster)])
    log = roster.folder / "log.csv"
    header = ["interview", "item", "old value", "new value", "action", "why", "by"]
    line = ["a", "people[9]/person_age", "", "20", "change", "typed wrong", "Awa"]
    with log.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, line])
    with pytest.raises(SurveyError, match=r"no people\[9\]: of people it has 3 rows\."):
        apply(roster, open_store(roster), log)


def test_corrections_reach_every_column_that_holds_the_answer_and_can_be_undone(roster):
    load(roster, [central(roster)])
    store, raw = open_store(roster), told(people(roster))
    lines = [
        ["a", "people[1]/person_why", "looting", "violence", "change", "typed wrong", "Awa", "2026-02-06"],
        ["b", "people[1]/person_age", "200", "20", "change", "typed wrong", "Awa", "2026-02-06"],
        ["a", "people[1]/person_trust", "1", "", "blank", "asked the wrong person", "Awa", "2026-02-06"],
    ]
    log = roster.folder / "log.csv"
    header = ["interview", "item", "old value", "new value", "action", "why", "by", "date"]
    with log.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    assert apply(roster, store, log).made == 3
    answers = people(roster)
    assert answers.values[["person_why/looting", "person_why/violence"]].iloc[0].tolist() == [0.0, 1.0]
    assert told(answers)["person_age"] == [41.0, 7.0, "missing", 20.0]
    assert told(answers)["person_trust"] == ["missing", "not_asked", "dont_know", "not_asked"]
    assert apply(roster, store, log).made == 0
    for entry in store.trail():
        if entry.action in {"change", "blank"}:
            undo(roster, store, entry.number, by="Awa", why="it was right")
    assert told(people(roster)) == raw
