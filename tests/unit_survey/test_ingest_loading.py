"""A file on its way: reconciled, kept as it came, and never counted twice."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instruments.errors import SurveyError
from instruments.scale import NonAnswer
from survey.frame import analysis_frame
from survey.ingest import load, responses
from survey.ingest.reconcile import as_record, from_record
from survey.responses import REASONS
from survey.store import open_store
from survey.study import read

HEADER = ["start", "psu", "milieu", "consent", "age", "aware", "trust", "why", "hours", "_uuid"]
BEGIN = "2026-02-05T10:00:00.000Z"
ANSWERS = [
    [BEGIN, "p1", "urban", "yes", "30", "yes", "2", "", "1.5", "a"],
    [BEGIN, "p1", "urban", "yes", "40", "yes", "0", "looting violence", "3", "b"],
    [BEGIN, "p2", "rural", "yes", "50", "no", "", "", "", "c"],
    [BEGIN, "p2", "rural", "yes", "20", "yes", "98", "", "2", "d"],
    [BEGIN, "p3", "rural", "no", "", "", "", "", "", "e"],
    [BEGIN, "p3", "rural", "yes", "17", "yes", "1", "none", "1", "f"],
    [BEGIN, "p3", "rural", "yes", "33", "yes", "", "", "30", "g"],
]


def write(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def reason(found, item: str, row: int) -> int:
    return int(found.reasons[item].iloc[row])


def test_rows_and_columns_are_all_accounted_for(study, folder):
    (found,) = load(study, [write(folder / "a.csv", ANSWERS)])
    assert (found.rows_in, found.rows_stored, found.rows_known, found.rows_refused) == (7, 7, 0, ())
    assert set(found.columns_matched) == set(HEADER) - {"_uuid"}
    assert found.columns_unmatched == ("_uuid",)
    assert found.items_absent == ()
    assert {note.place.item for note in found.notes if note.place.item} == {"age", "hours"}
    assert from_record(as_record(found)) == found


def test_not_asked_and_missing_and_dont_know_stay_apart(study, folder):
    load(study, [write(folder / "a.csv", ANSWERS)])
    found = responses(study, open_store(study))
    assert found.submissions["submission_id"].tolist() == ["a", "b", "c", "d", "g"]
    assert reason(found, "trust", 2) == REASONS[NonAnswer.NOT_ASKED]
    assert reason(found, "trust", 3) == REASONS[NonAnswer.DONT_KNOW]
    assert reason(found, "trust", 4) == REASONS[NonAnswer.MISSING]
    assert reason(found, "why", 0) == REASONS[NonAnswer.NOT_ASKED]
    assert found.values.loc[1, ["why/looting", "why/violence", "why/none"]].tolist() == [1, 1, 0]
    assert reason(found, "hours", 4) == REASONS[NonAnswer.INVALID]
    assert found.invalid.query("item == 'hours'")["raw"].tolist() == ["30"]


def test_who_is_not_analysed_is_counted_with_the_reason(study, folder):
    load(study, [write(folder / "a.csv", ANSWERS)])
    excluded = {found.reason: found.submission_ids for found in responses(study, open_store(study)).excluded}
    assert excluded == {"no_consent": ("e",), "under_age": ("f",)}


def test_derived_variables_lack_a_value_for_the_reason_of_what_they_are_made_of(study, folder):
    load(study, [write(folder / "a.csv", ANSWERS)])
    found = responses(study, open_store(study))
    assert found.values["age_band"].tolist() == ["18-34", "35+", "35+", "18-34", "18-34"]
    assert found.values["favour"].tolist()[:2] == ["yes", "no"]
    assert found.reasons["favour"].tolist()[2:] == [
        REASONS[NonAnswer.NOT_ASKED],
        REASONS[NonAnswer.DONT_KNOW],
        REASONS[NonAnswer.MISSING],
    ]


def test_the_frame_holds_scores_and_the_design(study, folder):
    load(study, [write(folder / "a.csv", ANSWERS)])
    frame = analysis_frame(study, responses(study, open_store(study)))
    np.testing.assert_array_equal(frame["trust"], [2, 0, np.nan, np.nan, np.nan])
    assert frame["stratum"].tolist() == ["urban", "urban", "rural", "rural", "rural"]
    assert frame["psu"].tolist() == ["p1", "p1", "p2", "p2", "p3"]
    assert frame["base_weight"].tolist() == [1.0] * 5
    assert frame["wave"].tolist() == ["1"] * 5


def test_codes_and_labels_in_either_language_give_the_same_answers(study, folder):
    labels: Mapping[str, Mapping[str, str]] = {
        "fr": {
            "urban": "Urbain",
            "rural": "Rural",
            "yes": "Oui",
            "no": "Non",
            "98": "Ne sait pas",
            "2": "Beaucoup",
            "0": "Pas du tout",
        },
        "en": {
            "urban": "Urban",
            "rural": "Rural",
            "yes": "Yes",
            "no": "No",
            "98": "Don’t know",
            "2": "A lot",
            "0": "Not at all",
        },
    }
    load(study, [write(folder / "codes.csv", ANSWERS)])
    for language, words in labels.items():
        header = [HEADER[0], *(study.instrument.item(name).label[language] for name in HEADER[1:-1]), HEADER[-1]]
        rows = [[cell if at in {0, 4, 8} else words.get(cell, cell) for at, cell in enumerate(row)] for row in ANSWERS]
        (found,) = load(study, [write(folder / f"{language}.csv", rows, header)])
        assert (found.rows_stored, found.rows_known, found.rows_refused) == (0, 7, ())


def test_a_workbook_and_a_text_file_of_the_same_interviews_are_the_same(study, folder):
    load(study, [write(folder / "a.csv", ANSWERS)])
    book = openpyxl.Workbook()
    for row in [HEADER, *ANSWERS]:
        book.active.append(
            [float(cell) if at in {4, 6, 8} and cell and row is not HEADER else cell for at, cell in enumerate(row)]
        )
    book.save(folder / "a.xlsx")
    (found,) = load(study, [folder / "a.xlsx"])
    assert (found.kind, found.rows_known) == ("excel", 7)


def test_the_same_file_twice_changes_nothing(study, folder):
    path = write(folder / "a.csv", ANSWERS)
    load(study, [path])
    before = [file.loaded_at for file in open_store(study).files()]
    (again,) = load(study, [path])
    assert (again.rows_in, again.rows_stored, again.rows_known) == (7, 0, 7)
    assert [file.loaded_at for file in open_store(study).files()] == before


def test_a_known_interview_with_other_answers_is_refused_and_the_first_is_kept(study, folder):
    load(study, [write(folder / "monday.csv", ANSWERS[:2])])
    changed = [*ANSWERS[1][:6], "2", "", "3", "b"]
    (found,) = load(study, [write(folder / "tuesday.csv", [ANSWERS[0], changed, ANSWERS[2]])])
    assert (found.rows_stored, found.rows_known, len(found.rows_refused)) == (1, 1, 1)
    assert "monday.csv" in found.rows_refused[0].text("en")
    assert found.rows_refused[0].place.row == 3
    assert responses(study, open_store(study)).values["trust"].astype(str).tolist()[:2] == ["2", "0"]


def test_a_shifted_row_is_refused_and_the_others_are_stored(study, folder):
    (found,) = load(study, [write(folder / "a.csv", [ANSWERS[0], [*ANSWERS[1], "more"], ANSWERS[2][:4]])])
    assert (found.rows_in, found.rows_stored, len(found.rows_refused)) == (3, 1, 2)


def test_without_an_identity_the_answers_are_the_identity(study, folder):
    rows = [row[:-1] for row in [*ANSWERS, ANSWERS[0]]]
    (found,) = load(study, [write(folder / "a.csv", rows, HEADER[:-1])])
    assert found.rows_stored == 8
    assert "survey.ingest.no_identity" in {note.code for note in found.notes}
    (again,) = load(study, [write(folder / "b.csv", rows[:3], HEADER[:-1])])
    assert again.rows_known == 3


def test_the_raw_cells_stay_as_they_came(study, folder):
    path = write(folder / "a.csv", [[*ANSWERS[0][:6], " 2.0 ", *ANSWERS[0][7:]]])
    load(study, [path])
    ((file, (row,)),) = open_store(study).submissions()
    assert file.header == tuple(HEADER)
    assert row.cells[6] == " 2.0 "


def test_an_item_that_the_file_does_not_hold_was_not_offered(study, folder):
    load(study, [write(folder / "a.csv", [row[:8] + row[9:] for row in ANSWERS], HEADER[:8] + HEADER[9:])])
    found = responses(study, open_store(study))
    assert set(found.reasons["hours"]) == {REASONS[NonAnswer.NOT_OFFERED]}


def test_dates_of_the_first_rows_are_settled_by_those_of_the_last(study, folder, monkeypatch):
    monkeypatch.setattr("survey.ingest.taking.READ_TOGETHER", 2)
    days = ["03/02/2026", "04/02/2026", "05/02/2026", "28/02/2026"]
    rows = [[day, *row[1:]] for day, row in zip(days, ANSWERS, strict=False)]
    (found,) = load(study, [write(folder / "a.csv", rows)])
    assert "survey.ingest.ambiguous_date" not in {note.code for note in found.notes}
    assert responses(study, open_store(study)).values["start"].notna().all()


@pytest.mark.parametrize(("older", "reason_"), [(10, NonAnswer.NOT_OFFERED), (9, NonAnswer.MISSING)])
def test_a_question_that_no_interview_of_a_version_answers_was_not_in_it(study, folder, older, reason_):
    old = [[*ANSWERS[0][:8], "", f"old{at}", "v1"] for at in range(older)]
    new = [[*ANSWERS[0][:8], "2" if at else "", f"new{at}", "v2"] for at in range(12)]
    load(study, [write(folder / "a.csv", old + new, [*HEADER, "__version__"])])
    found = responses(study, open_store(study)).reasons["hours"].tolist()
    assert set(found[:older]) == {REASONS[reason_]}
    assert found[older] == REASONS[NonAnswer.MISSING]  # asked in this version, and left out by error


def test_interviews_outside_the_waves_or_without_a_place_are_counted(folder):
    file = folder / "study.toml"
    waves = '[[wave]]\nname = "one"\nstart = 2026-02-01\nend = 2026-02-28\n[design]'
    file.write_text(file.read_text(encoding="utf-8").replace("[design]", waves), encoding="utf-8")
    study = read(folder)
    late, lost = ["2026-03-05", *ANSWERS[1][1:]], [*ANSWERS[2][:2], "", *ANSWERS[2][3:]]
    load(study, [write(folder / "a.csv", [ANSWERS[0], late, lost])])
    found = responses(study, open_store(study))
    assert found.submissions["wave"].tolist() == ["one"]
    assert {one.reason for one in found.excluded} == {"outside_waves", "outside_sample"}


@pytest.mark.parametrize(
    ("code", "header", "rows"),
    [
        ("another_form", ["name", "village", "crop"], [["x", "y", "z"]]),
        ("no_rows", HEADER, []),
        ("column_twice", [*HEADER, "trust"], [[*ANSWERS[0], "1"]]),
    ],
)
def test_a_file_that_cannot_be_meant_leaves_nothing_behind(study, folder, code, header, rows):
    with pytest.raises(SurveyError) as caught:
        load(study, [write(folder / "a.csv", rows, header)])
    assert [problem.code for problem in caught.value.problems] == [f"survey.ingest.{code}"]
    assert len(open_store(study)) == 0
    assert open_store(study).files() == []


def test_a_file_that_breaks_off_leaves_nothing_behind(study, folder, monkeypatch):
    monkeypatch.setattr("survey.ingest.taking.STORED_TOGETHER", 2)
    path = write(folder / "a.csv", ANSWERS)
    path.write_text(path.read_text(encoding="utf-8") + '"never closed', encoding="utf-8")
    with pytest.raises(SurveyError, match=r"a[.]csv"):
        load(study, [path])
    assert len(open_store(study)) == 0


def test_an_unknown_code_of_an_spss_file_is_a_warning_and_stays_raw(study, folder):
    import pyreadstat

    frame = pd.DataFrame([row[:7] for row in ANSWERS], columns=HEADER[:7]).assign(
        trust=[2.0, 5.0, None, 98.0, None, 1.0, 0.0]
    )
    pyreadstat.write_sav(frame, str(folder / "a.sav"))
    (found,) = load(study, [folder / "a.sav"])
    (warning,) = [note for note in found.notes if note.place.item == "trust"]
    assert "5" in warning.text("en")
    answers = responses(study, open_store(study))
    assert reason(answers, "trust", 1) == REASONS[NonAnswer.INVALID]
    assert answers.invalid.query("item == 'trust'")["raw"].tolist() == ["5"]


ROWS_OF_ANYTHING = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "", "uuid:a"]),
        st.lists(
            st.one_of(st.sampled_from(["0", "2", "98", "oui", "7", ""]), st.text(max_size=8)), min_size=8, max_size=10
        ),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS_OF_ANYTHING)
def test_no_row_is_lost_unseen(folder, tmp_path_factory, rows):
    own = tmp_path_factory.mktemp("law")
    for name in ("study.toml", "questionnaire.toml"):
        (own / name).write_bytes((folder / name).read_bytes())
    table = [["", *cells, identity] for identity, cells in rows]
    own_study = read(own)
    try:
        (found,) = load(own_study, [write(own / "a.csv", table)])
    except SurveyError:
        assert open_store(own_study).files() == []
        return
    assert found.rows_in == found.rows_stored + found.rows_known + len(found.rows_refused)
    assert len(open_store(own_study)) == found.rows_stored
