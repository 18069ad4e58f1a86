"""What is agreed of a translation goes into the forms; all else is read in the source language."""

import shutil

import pytest
from openpyxl import load_workbook

from instruments import library
from instruments.checks import check
from instruments.cli import form
from instruments.console import DONE, PROBLEMS, run
from instruments.documents.cli import codebook, paper, translations
from instruments.errors import SurveyError
from instruments.formats.xlsform.compiling import compiled
from instruments.formats.xlsform.writing import sheets
from instruments.source import instrument_of
from instruments.translations import coverages, read, take, write
from survey.cli import new
from survey.study import read as read_study

HOUSEHOLD = library.load("household")
STUDY = '[instrument]\nlibrary = "household"\n'
BAMBARA = "label::Bamanankan (bm)"
SEX = "item/sex/label"


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    return folder


def _take(workbook, study):
    return take(HOUSEHOLD, workbook=workbook, to="bm", folder=study)


def _row(study, name, *, dialect="odk", sheet="survey"):
    rows = sheets(instrument_of(study), dialect=dialect)[sheet]
    return next(row for row in rows if name in (row.get("name"), row.get("value")))


def test_a_translation_that_is_kept_is_in_the_form(workbook, study):
    assert _take(workbook, study) == ()
    instrument = instrument_of(study)
    assert instrument.languages == ("fr", "en", "bm")
    assert _row(study, "sex")[BAMBARA] == f"{HOUSEHOLD.item('sex').label['fr']} (b)"
    assert _row(study, "male", sheet="choices")[BAMBARA].endswith(" (b)")
    assert check(instrument) == ()


@pytest.mark.parametrize("dialect", ["odk", "kobo", "surveycto"])
def test_the_form_in_three_languages_stands_before_its_judges(workbook, study, dialect):
    pytest.importorskip("pyxform")
    _take(workbook, study)
    judged = compiled(instrument_of(study), dialect=dialect)
    assert judged.problems == ()
    assert "pyxform" in " ".join(judged.judges)


@pytest.mark.parametrize(
    ("column", "value"), [("status", "draft"), ("status", "back_translated"), ("translation", None)]
)
def test_what_is_not_agreed_is_read_in_the_source_language(workbook, put, study, column, value):
    put(SEX, column, value)
    _take(workbook, study)
    assert _row(study, "sex")[BAMBARA] == HOUSEHOLD.item("sex").label["fr"]


def test_nobody_is_read_half_a_scale_in_another_language(workbook, put, study):
    put("scale/sex/male", "status", "draft")
    _take(workbook, study)
    choices = [row for row in sheets(instrument_of(study))["choices"] if row["list_name"] == "sex"]
    assert [row[BAMBARA] for row in choices] == [row["label::Français (fr)"] for row in choices]


def test_what_is_older_than_its_source_falls_back_and_is_said(workbook, put, study, capsys):
    _take(workbook, study)
    kept = study / "translations" / "bm.xlsx"
    put(SEX, "source_mark", "0" * 12)
    shutil.copyfile(workbook, kept)
    assert _row(study, "sex")[BAMBARA] == HOUSEHOLD.item("sex").label["fr"]
    assert run(form, [str(study), "-o", str(study / "form.xlsx"), "--language", "en"]) == DONE
    (covered,) = coverages(HOUSEHOLD, study)
    assert covered.agreed == covered.wordings - 1
    assert f"{covered.agreed} of {covered.wordings} wordings" in capsys.readouterr().err


def test_a_recording_goes_along_and_no_language_plays_that_of_another(workbook, put, study, capsys):
    put(SEX, "audio", "sex_bm.mp3")
    with pytest.raises(SurveyError, match=r"sex_bm\.mp3"):
        _take(workbook, study)
    (workbook.parent / "audio").mkdir()
    (workbook.parent / "audio" / "sex_bm.mp3").write_bytes(b"sound")
    _take(workbook, study)
    assert (study / "translations" / "audio" / "sex_bm.mp3").read_bytes() == b"sound"
    cells = {column: cell for column, cell in _row(study, "sex").items() if "audio" in column and cell}
    assert cells == {"media::audio::Bamanankan (bm)": "sex_bm.mp3"}
    assert _row(study, "sex", dialect="surveycto")["media:audio:Bamanankan"] == "sex_bm.mp3"
    assert run(form, [str(study), "-o", str(study / "form.xlsx"), "--language", "en"]) == DONE
    assert "plays: 1." in capsys.readouterr().out


def test_all_is_kept_or_nothing(workbook, put, study):
    _take(workbook, study)
    kept = study / "translations" / "bm.xlsx"
    before = kept.read_bytes()
    put(SEX, "translation", "Cɛ wala muso 2 ?")
    put("item/age/label", "back_translation", None)
    with pytest.raises(SurveyError) as caught:
        _take(workbook, study)
    assert len(caught.value.problems) == 2
    assert kept.read_bytes() == before


def test_a_new_workbook_holds_what_is_kept_and_asks_again_for_what_is_stale(workbook, put, study, tmp_path):
    put(SEX, "source_mark", "0" * 12)
    put(SEX, "status", "draft")
    _take(workbook, study)
    path = write(HOUSEHOLD, tmp_path / "again.xlsx", to="bm", kept=read(workbook, to="bm"))
    rows = {one.key: one for one in read(path, to="bm")}
    assert (rows[SEX].status, rows[SEX].source_mark != "0" * 12) == ("draft", True)
    assert rows["item/age/label"] == next(one for one in read(workbook, to="bm") if one.key == "item/age/label")


def test_the_commands_take_it_in_and_use_it(workbook, study, capsys):
    arguments = [str(study), "--to", "bm", "--language", "en"]
    assert run(translations, [*arguments, "--take", str(workbook)]) == DONE
    assert "wordings are agreed" in capsys.readouterr().out
    assert run(translations, [*arguments, "-o", str(study / "again.xlsx")]) == DONE
    assert load_workbook(study / "again.xlsx")["bm"]["E2"].value == "agreed"
    page = study / "page.html"
    assert run(paper, [str(study), "--to", "bm", "-o", str(page)]) == DONE
    assert f"{HOUSEHOLD.item('sex').label['fr']} (b)" in page.read_text(encoding="utf-8")
    assert run(codebook, [str(study), "--ddi", str(study / "codebook.xml")]) == DONE
    assert 'xml:lang="bm"' in (study / "codebook.xml").read_text(encoding="utf-8")


def test_what_cannot_be_kept_or_printed_is_refused(workbook, study, capsys):
    assert run(translations, ["household", "--to", "bm", "--take", str(workbook)]) == PROBLEMS
    assert "survey new" in capsys.readouterr().err
    both = ["--check", str(workbook), "--take", str(workbook)]
    assert run(translations, [str(study), "--to", "bm", *both]) == PROBLEMS
    assert "--take" in capsys.readouterr().err
    assert run(paper, [str(study), "--to", "ff", "-o", str(study / "page.html")]) == PROBLEMS
    assert "fr" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "says"), [("xx.xlsx", "xx"), ("en.xlsx", "en")])
def test_a_file_that_is_named_after_no_further_language_is_refused_by_its_name(workbook, study, name, says):
    (study / "translations").mkdir()
    shutil.copyfile(workbook, study / "translations" / name)
    with pytest.raises(SurveyError) as refused:
        instrument_of(study)
    assert f"translations/{name}" in refused.value.text("en")
    assert f"“{says}”" in refused.value.text("en")


def test_a_study_reads_its_questionnaire_with_what_it_keeps(workbook, tmp_path):
    study = tmp_path / "new"
    assert run(new, [str(study)]) == DONE
    _take(workbook, study)
    assert read_study(study).instrument.languages == ("fr", "en", "bm")
