"""A workbook that another program saved: first whether its cells agree with the study, then each kind of fault once."""

import pytest
from openpyxl import load_workbook

import reports.cli
from instruments.console import PROBLEMS, run
from instruments.language import speak
from reports.cli import survey_command
from reports.excel.audit import audit
from reports.report import book, write_workbook


@pytest.fixture(scope="module")
def saved_again(results, tmp_path_factory):
    """A report that was opened and saved again, with merged cells on all its sheets."""
    path = tmp_path_factory.mktemp("audit") / "report.xlsx"
    write_workbook(book(results, language="en"), path)
    workbook = load_workbook(path)
    for sheet in workbook:
        sheet.merge_cells("X1:Y1")
    workbook.save(path)
    return path


@pytest.fixture
def told(results, monkeypatch, capsys):
    monkeypatch.setattr(reports.cli, "_analysed", lambda _: results)
    speak("en")

    def look(path):
        assert run(survey_command, ["audit", str(path), "--against", "study"]) == PROBLEMS
        return capsys.readouterr()

    yield look
    speak(None)


def test_many_parts_with_one_fault_are_one_line(saved_again):
    (problem,) = [problem for problem in audit(saved_again) if problem.code.endswith(".merged")]
    sheets = len(load_workbook(saved_again, read_only=True).sheetnames)
    assert str(problem.values["part"]).endswith(f"({sheets})")


def test_that_every_cell_agrees_is_said_whatever_else_is_wrong(saved_again, told):
    printed = told(saved_again)
    assert "every cell says what the study gives" in printed.out
    assert printed.err.count("merged cells") == 1


def test_the_cells_that_differ_come_first_with_their_number(saved_again, told, tmp_path):
    workbook = load_workbook(saved_again)
    workbook["Verdicts"]["A1"].value = "Changed"
    workbook.save(tmp_path / "changed.xlsx")
    printed = told(tmp_path / "changed.xlsx")
    assert printed.out.strip().endswith("gives: 1.")
    assert 0 < printed.err.index("Changed") < printed.err.index("merged cells")
