"""``survey audit --against``: a workbook holds what its study gives, or every cell that does not is named."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from instruments.console import DONE, PROBLEMS, run
from instruments.language import speak
from reports.cli import survey_command

QUESTIONNAIRE = """
name = "small"
version = "1"
title = "Small"
languages = ["en"]
[[scale]]
name = "yes_no"
choice = [{ code = "yes", label = { en = "Yes" } }, { code = "no", label = { en = "No" } }]
[[item]]
name = "content"
kind = "select_one"
scale = "yes_no"
label = { en = "Content?" }
"""


@pytest.fixture
def study(tmp_path):
    speak("en")
    (tmp_path / "questionnaire.toml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "study.toml").write_text('title = "A"\n[instrument]\nfile = "questionnaire.toml"\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text("_uuid,content\n" + "".join(f"{at},yes\n" for at in range(30)), encoding="utf-8")
    assert run(survey_command, ["run", str(tmp_path), str(tmp_path / "a.csv")]) == DONE
    yield tmp_path
    speak(None)


def saved_again(path, *, old=b"", new=b""):
    """Pack a workbook anew, as other programs do, with other bytes in its sheets; return the sheet that has them."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = next(name for name, content in parts.items() if name.startswith("xl/worksheets/") and old in content)
    parts[changed] = parts[changed].replace(old, new, 1)
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_report_is_byte_for_byte_what_its_study_gives(study, language, capsys):
    path = study / f"report/report-{language}.xlsx"
    assert run(survey_command, ["audit", str(path), "--against", str(study)]) == DONE
    assert "byte for byte" in capsys.readouterr().out


def test_a_workbook_of_analysts_that_was_saved_again_is_held_cell_by_cell(study, capsys):
    assert run(survey_command, ["report", str(study), "--profile", "analyst", "--lang", "en"]) == DONE
    path = study / "report/report-analyst-en.xlsx"
    saved_again(path)
    assert run(survey_command, ["audit", str(path), "--against", str(study)]) == DONE
    assert "every cell says what the study gives" in capsys.readouterr().out


def test_a_figure_that_somebody_changed_is_named_with_its_place(study, capsys):
    path = study / "report/report-en.xlsx"
    saved_again(path, old=b"<v>30</v>", new=b"<v>31</v>")
    assert run(survey_command, ["audit", str(path), "--against", str(study)]) == PROBLEMS
    said = capsys.readouterr().err
    assert "says “31”, and the study gives “30”" in said
    assert re.search(r"sheet “[\w ]+”, row \d+, column “[A-Z]+”", said)


def test_answers_that_came_since_are_seen(study, capsys):
    (study / "b.csv").write_text("_uuid,content\nlater,no\n", encoding="utf-8")
    assert run(survey_command, ["load", str(study), str(study / "b.csv")]) == DONE
    assert run(survey_command, ["audit", str(study / "report/report-en.xlsx"), "--against", str(study)]) == PROBLEMS
    assert "Further cells that differ" in capsys.readouterr().err


def test_a_workbook_of_somebody_else_is_refused(study, capsys):
    path = Path(study, "other.xlsx")
    workbook = Workbook()
    workbook.active["A1"] = "Title"
    workbook.properties.title, workbook.properties.language = "T", "de-DE"
    workbook.save(path)
    assert run(survey_command, ["audit", str(path), "--against", str(study)]) == PROBLEMS
    assert "no report of this toolkit" in capsys.readouterr().err
