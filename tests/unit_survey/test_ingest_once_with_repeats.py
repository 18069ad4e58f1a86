"""The same interviews count once, whichever of their exports held the rows of their repeats, and nothing is dropped."""

import csv

import openpyxl
import pytest

from survey.corrections.removing import erase, unload
from survey.ingest import load, responses
from survey.store import open_store

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours", "people_count", "_uuid", "_index"]
SERVER = ["_submission_time", "__version__"]
ROWS = [["p1", "urban", "yes", str(30 + at), "yes", "2", "1", "2", f"u{at}", str(at + 1)] for at in range(4)]
WITHIN = [[str(20 + at), str(at + 1), "Interviews", str(at // 2 + 1)] for at in range(8)]


def workbook(study, name="full.xlsx", sheet="people", within=WITHIN):
    book = openpyxl.Workbook()
    book.active.title = "Interviews"
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    repeated = book.create_sheet(sheet)
    for row in [["person_age", "_index", "_parent_table_name", "_parent_index"], *within]:
        repeated.append(row)
    book.save(study.folder / name)
    return study.folder / name


def text(study, name="bare.csv", *, named=True):
    last = None if named else -2
    with (study.folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[:last] for row in [HEADER, *ROWS]])
    return study.folder / name


def counted(found):
    return found.rows_stored, found.rows_known, len(found.rows_refused)


@pytest.mark.parametrize("named", [True, False])
def test_after_an_export_with_repeats_one_without_brings_nothing(roster, named):
    (first,) = load(roster, [workbook(roster)])
    (again,) = load(roster, [text(roster, named=named)])
    assert (counted(first), counted(again)) == ((4, 0, 0), (0, 4, 0))
    assert "people 8" in next(note for note in first.notes if note.code == "survey.ingest.within").text("en")
    assert not any("people_count" in str(note.values.get("columns")) for note in first.notes)


def test_the_same_repeat_under_its_label_is_the_same(roster):
    load(roster, [workbook(roster)])
    (again,) = load(roster, [workbook(roster, "labels.xlsx", "Une personne")])
    assert counted(again) == (0, 4, 0)
    (other,) = load(roster, [workbook(roster, "fewer.xlsx", within=WITHIN[:-1])])
    assert [problem.code for problem in other.rows_refused] == ["survey.ingest.differs"]


def test_rows_of_repeats_that_come_later_are_refused_in_words_and_come_in_as_these_say(roster):
    load(roster, [text(roster)])
    path = workbook(roster)
    (found,) = load(roster, [path])
    assert counted(found) == (0, 0, 4)
    problem = found.rows_refused[0]
    assert problem.code == "survey.ingest.brings_more"
    assert "survey unload STUDY bare.csv" in problem.text("en")
    store = open_store(roster)
    unload(store, "bare.csv", by="Awa", why="repeats")
    (again,) = load(roster, [path])
    (note,) = again.notes
    assert note.code == "survey.ingest.loaded_before_refused"
    assert "survey unload STUDY full.xlsx" in note.text("en")
    unload(store, "full.xlsx", by="Awa", why="repeats")
    (last,) = load(roster, [path])
    assert counted(last) == (4, 0, 0)
    assert len(responses(roster, open_store(roster)).repeats["people"].cells) == 8


def test_without_an_identity_first_they_get_their_names_with_their_repeats(roster):
    load(roster, [text(roster, named=False)])
    (found,) = load(roster, [workbook(roster)])
    assert counted(found) == (4, 0, 0)
    answers = responses(roster, open_store(roster))
    assert (len(answers), len(answers.repeats["people"].cells)) == (4, 8)


def test_repeats_of_interviews_without_an_identity_are_not_lost_unsaid(roster):
    load(roster, [text(roster)])
    book = openpyxl.load_workbook(workbook(roster))
    book["Interviews"].delete_cols(HEADER.index("_uuid") + 1)
    book.save(roster.folder / "nameless.xlsx")
    (found,) = load(roster, [roster.folder / "nameless.xlsx"])
    assert counted(found) == (0, 0, 4)
    assert {problem.code for problem in found.rows_refused} == {"survey.ingest.brings_more"}
    assert len(responses(roster, open_store(roster))) == 4


def test_that_erased_persons_cannot_be_recognised_without_an_identity_is_said_loudly(roster):
    load(roster, [text(roster)])
    erase(open_store(roster), "u1", by="Awa", why="her wish")
    (found,) = load(roster, [text(roster, "later.csv", named=False)])
    (problem,) = [one for one in found.problems if one.code == "survey.ingest.erased_unseen"]
    assert (problem.values["count"], problem.severity) == (4, "warning")
    (known,) = load(roster, [text(roster, "named.csv")])
    assert "survey.ingest.erased_unseen" not in {one.code for one in known.problems}


def test_a_file_that_comes_under_another_name_is_called_by_both(roster):
    load(roster, [text(roster)])
    (again,) = load(roster, [text(roster, "copy.csv")])
    assert again.file == "copy.csv"
    assert "bare.csv" in again.notes[0].text("en")


def test_an_export_of_kobo_that_cannot_tell_edits_says_so(roster):
    for name, header, said in (("a.csv", HEADER, True), ("b.csv", [*HEADER, "meta/rootUuid"], False)):
        path = roster.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = [[*row, row[8]][: len(header)] for row in ROWS]
            csv.writer(file).writerows(
                [[*header, "_submission_time", "__version__"], *([*row, "", ""] for row in rows)]
            )
        (found,) = load(roster, [path])
        assert ("survey.ingest.edits_unseen" in {note.code for note in found.notes}) is said
