"""Workbooks of several sheets: all interviews come in, or it is said where they must stand."""

import openpyxl
import pytest
from sqlalchemy import select

from instruments.console import DONE, run
from instruments.errors import SurveyError
from instruments.language import speak
from survey.corrections.cli import history
from survey.corrections.removing import unload as withdraw
from survey.ingest import load
from survey.store import open_store
from survey.store.schema import withdrawn_versions

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours", "_uuid"]


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


def team(letter):
    return [["p1", "urban", "yes", str(30 + at), "yes", "2", "1", f"{letter}{at}"] for at in range(3)]


def workbook(folder, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "teams.xlsx")
    return folder / "teams.xlsx"


def test_all_sheets_with_the_header_of_interviews_are_read_and_named(study, folder):
    sheets = {"Notes": [["Collecte de mars"]], "Equipe1": [HEADER, *team("a")], "Equipe2": [HEADER, *team("b")]}
    (found,) = load(study, [workbook(folder, sheets)])
    assert (found.rows_in, found.rows_stored) == (6, 6)
    assert len(open_store(study)) == 6
    said = {note.code: note for note in found.notes}
    assert said["survey.ingest.sheets_read"].values["sheets"] == "Equipe1, Equipe2"
    assert said["survey.ingest.table_not_read"].place.sheet == "Notes"


def test_sheets_as_wide_as_their_formatting_are_the_same(study, folder):
    wide = [[*HEADER, ""], *[[*row, " "] for row in team("b")]]
    (found,) = load(study, [workbook(folder, {"Equipe1": [HEADER, *team("a")], "Equipe2": wide})])
    assert (found.rows_in, found.rows_stored) == (6, 6)


def test_every_message_about_a_row_says_its_sheet(any_store, folder, capsys):
    first, second = team("a"), team("b")
    first[1] = ["TOTAL", *[""] * 7]
    second[0] = ["TOTAL", *[""] * 7]
    second[2] = [*team("a")[0][:3], "77", *team("a")[0][4:]]
    (found,) = load(any_store, [workbook(folder, {"Equipe1": [HEADER, *first], "Equipe2": [HEADER, *second]})])
    assert [(one.code, one.place.file, one.place.sheet, one.place.row) for one in found.rows_refused] == [
        ("survey.ingest.summary_row", "teams.xlsx", "Equipe1", 3),
        ("survey.ingest.summary_row", "teams.xlsx", "Equipe2", 2),
        ("survey.ingest.differs_within", "teams.xlsx", "Equipe2", 4),
    ]
    assert "sheet “Equipe2”, row 4" in found.text("en")
    assert "in row Equipe1/2 with other answers" in found.text("en")
    (again,) = load(any_store, [folder / "teams.xlsx"])
    assert again.rows_refused == found.rows_refused
    ((name, row),) = open_store(any_store).versions_of("b1")
    assert (name, row.sheet, row.row) == ("teams.xlsx", "Equipe2", 3)
    assert run(history, [str(folder), "b1"]) == DONE
    assert "teams.xlsx, sheet “Equipe2”, row 3: version b1" in capsys.readouterr().out
    withdraw(open_store(any_store), "teams.xlsx", by="Awa", why="a test")
    with open_store(any_store).engine.connect() as connection:
        kept = connection.execute(select(withdrawn_versions.c.instance_id, withdrawn_versions.c.sheet)).all()
    assert ("b1", "Equipe2") in [tuple(one) for one in kept]


def test_rows_of_one_cause_on_several_sheets_are_told_with_their_sheets(study, folder):
    total = ["TOTAL", *[""] * 7]
    sheets = {name: [HEADER, *team(name), total, total] for name in ("Equipe1", "Equipe2")}
    (found,) = load(study, [workbook(folder, sheets)])
    assert "sheet “Equipe1”, row 6; sheet “Equipe2”, row 5; sheet “Equipe2”, row 6." in found.text("en")


def test_accents_that_are_damaged_are_told_with_their_sheet(study, folder):
    damaged = [["QuÃ©", *row[1:]] for row in team("b")]
    with pytest.raises(SurveyError) as caught:
        load(study, [workbook(folder, {"Equipe1": [HEADER, *team("a")], "Equipe2": [HEADER, *damaged]})])
    assert [(one.place.sheet, one.place.row) for one in caught.value.problems] == [("Equipe2", 2)]


def test_twins_are_told_with_their_sheet(study, folder):
    named = [["p1", "urban", "yes", "30", "yes", "2", "1", "a0"]]
    load(study, [workbook(folder, {"Equipe1": [HEADER, *named]})])
    bare = [row[:-1] for row in (named[0], *team("b")[1:])]
    (found,) = load(study, [workbook(folder, {"A": [HEADER[:-1], *bare[1:]], "B": [HEADER[:-1], bare[0]]})])
    assert {note.values["examples"] for note in found.notes if note.code == "survey.ingest.twins"} == {"B/2 = a0"}


def test_what_stands_under_no_name_is_counted_whatever_sheet_it_is_on(study, folder):
    remark = [*team("b")[0], "vu par Issa"]
    (found,) = load(study, [workbook(folder, {"Equipe1": [HEADER, *team("a")], "Equipe2": [HEADER, remark]})])
    assert (found.rows_in, found.rows_stored) == (4, 4)
    assert [note.values["count"] for note in found.notes if note.code == "survey.ingest.nameless"] == [1]
    assert not any("Issa" in cell for row in open_store(study).rows(found.hash) for cell in row.cells)


def test_interviews_under_another_header_are_refused_with_the_sheets(study, folder):
    other = [[*HEADER[1:], HEADER[0]], *[[*row[1:], row[0]] for row in team("b")]]
    with pytest.raises(SurveyError) as caught:
        load(study, [workbook(folder, {"Equipe1": [HEADER, *team("a")], "Equipe2": other})])
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["sheets"]) == ("survey.ingest.several_headers", "Equipe1, Equipe2")
    assert open_store(study).files() == []


def test_a_header_further_down_is_found_and_said(study, folder):
    rows = [["Enquête", "2026"], ["Cercle de Gao"], HEADER, *team("a")]
    with pytest.raises(SurveyError) as caught:
        load(study, [workbook(folder, {"Notes": [["x"]], "Saisie": rows})])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.sheet, problem.place.row) == ("survey.ingest.header_below", "Saisie", 3)


def test_a_workbook_of_something_else_is_refused_with_its_sheets(study, folder):
    with pytest.raises(SurveyError) as caught:
        load(study, [workbook(folder, {"Notes": [["x"], ["y"]], "Stock": [["riz", "mil"], ["1", "2"]]})])
    codes = {problem.code: problem.values for problem in caught.value.problems}
    assert codes["survey.ingest.sheets"]["sheets"] == "Notes, Stock"
    assert "survey.ingest.another_form" in codes
