"""The form is judged by pyxform and, where Java is there, by ODK Validate."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from instruments import library
from instruments.expression import parse
from instruments.formats import toml, xlsform
from instruments.formats.xlsform.conditions import for_form

REAL = Path(__file__).parents[2] / "examples" / "afrobarometer-2005" / "questionnaire.toml"
INSTRUMENTS = {"household": library.load("household"), "afrobarometer": toml.read(REAL)}


@pytest.fixture(params=INSTRUMENTS)
def form(request, tmp_path):
    return INSTRUMENTS[request.param], xlsform.write(INSTRUMENTS[request.param], tmp_path / "form.xlsx")


def test_pyxform_accepts_it_without_a_warning(form):
    xls2xform = pytest.importorskip("pyxform.xls2xform", reason="pyxform is not installed (extra: forms)")
    warnings = []
    result = xls2xform.convert(form[1], warnings=warnings)
    assert warnings == []
    assert "</h:html>" in result.xform


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed: ODK Validate was not run")
def test_odk_validate_accepts_it(form):
    xls2xform = pytest.importorskip("pyxform.xls2xform", reason="pyxform is not installed (extra: forms)")
    assert xls2xform.convert(form[1], validate=True, warnings=[]).xform


def _rows(path, sheet):
    header, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture
def household_rows(tmp_path):
    path = xlsform.write(INSTRUMENTS["household"], tmp_path / "form.xlsx")
    return {row["name"]: row for row in _rows(path, "survey")}


def test_an_arm_is_drawn_once_in_the_form_and_stored(household_rows):
    assert household_rows["list_arm_draw"]["calculation"] == "once(random())"
    assert household_rows["list_arm"]["calculation"] == "if(${list_arm_draw} * 2 < 1, 'control', 'treatment')"
    assert "${label_arm_fr}" in household_rows["label_favour"]["label::Français (fr)"]
    assert "${label_arm_en}" in household_rows["label_favour"]["label::English (en)"]


def test_an_arm_that_no_wording_names_shows_no_words(household_rows):
    assert "list_arm_fr" not in household_rows


def test_a_question_waits_for_a_real_answer_not_for_a_high_code(household_rows):
    assert household_rows["resentment_reasons"]["relevant"] == (
        "${aware} = 'yes' and (${resentment} = '3' or ${resentment} = '4' or ${resentment} = '5')"
    )


@pytest.mark.parametrize(
    ("condition", "xpath"),
    [
        ("age != 18", "${age} != '' and not(${age} = 18)"),
        ("resentment_reasons = 'looting'", "selected(${resentment_reasons}, 'looting')"),
        ("list_count > 2", "${list_count} > 2 and not((${list_count} = '98' or ${list_count} = '99'))"),
        ("answered(fear)", "${fear} != '' and not((${fear} = '98' or ${fear} = '99'))"),
        ("not effectiveness < 2", "not((${effectiveness} = '1'))"),
    ],
)
def test_a_form_holds_a_condition_where_the_analysis_holds_it(condition, xpath):
    assert for_form(parse(condition), INSTRUMENTS["household"]).to_xpath() == xpath


def test_answers_that_are_none_are_never_read_out(household_rows):
    hint = household_rows["fear"]["hint::English (en)"]
    assert hint == "Read out the answers, but never: Don't know, Refused."
    assert "98 (Ne sait pas)" in household_rows["list_count"]["hint::Français (fr)"]


def test_each_list_is_shown_in_its_own_arm_only(household_rows):
    short, long = (household_rows[f"list_count_{arm}"] for arm in ("control", "treatment"))
    assert "${list_arm} = 'control'" in short["relevant"]
    assert short["label::English (en)"].count("•") == 3
    assert long["label::English (en)"].count("•") == 4
    assert "Wagner" not in short["label::English (en)"]
    counted = household_rows["list_count"]["constraint"]
    assert counted == ". >= 0 and . <= if(${list_arm} = 'control', 3, 4) or . = 98 or . = 99"


def test_a_constraint_is_explained_in_both_languages(household_rows):
    age = household_rows["age"]
    assert age["constraint"] == ". >= 18 and . <= 110"
    assert "18" in age["constraint_message::Français (fr)"]
    assert "from 18 to 110" in age["constraint_message::English (en)"]


def test_codes_stay_text(tmp_path):
    path = xlsform.write(INSTRUMENTS["household"], tmp_path / "form.xlsx")
    assert all(isinstance(row["name"], str) for row in _rows(path, "choices"))
    assert {cell.number_format for cell in load_workbook(path)["choices"]["B"]} == {"@"}
