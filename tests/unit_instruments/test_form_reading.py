"""Real forms of the three servers are read: whatever their spelling, and nothing of them in silence."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from instruments.errors import Severity
from instruments.formats.xlsform.form import Form, FormSheet
from instruments.formats.xlsform.reading import read, reading
from instruments.text import Text


def said(read, severity):
    return {problem.code.rsplit(".", 1)[-1] for problem in read.problems if problem.severity is severity}


def test_a_form_of_each_server_becomes_a_questionnaire(theirs, form_of):
    name, sheets = theirs
    found = reading(form_of(sheets))
    assert found.dialect == name
    assert found.instrument.languages == ("fr", "en")
    assert said(found, Severity.ERROR) == set()


def test_a_form_of_kobo_keeps_its_tables(kobo, form_of):
    found = reading(form_of(kobo))
    questions = found.instrument
    assert [item.name for item in questions.asked] == [
        "consent",
        "age",
        "media",
        "media_other",
        "goods_cow_number",
        "goods_goat_number",
        "army",
        "police",
        "first",
    ]
    assert questions.item("goods_cow_number").label == Text.of({"fr": "Vache - Combien ?", "en": "Cow - How many?"})
    assert (questions.item("army").battery, questions.item("army").scale) == ("marks", "trust")
    assert str(questions.item("age").relevant) == "consent = 'yes'"
    assert str(questions.item("media_other").relevant) == "consent = 'yes' and selected(media, 'other')"
    assert questions.scale_of("media").choice("other").last
    assert said(found, Severity.WARNING) == {"identifies", "rank_kept"}
    assert said(found, Severity.NOTE) == {
        "column_unknown",
        "column_unnamed",
        "groups_kept",
        "metadata_kept",
        "non_answers_proposed",
        "order_proposed",
        "other_added",
        "version_kept",
    }


def test_a_form_of_surveycto_keeps_its_battery_its_repeat_and_its_places(surveycto, form_of):
    found = reading(form_of(surveycto))
    questions = found.instrument
    assert questions.scale_of("cercle").filtered_by == "region"
    assert questions.scale_of("cercle").choice("ansongo").within == "gao"
    assert questions.batteries[0].label == Text.of({"fr": "Faites-vous confiance ?", "en": "Do you trust?"})
    assert (questions.repeats[0].most, questions.item("price").repeat) == (4, "turns")
    assert "turns_count" not in questions
    assert "trust_header" not in questions
    assert str(questions.item("trust_army").relevant) == "region = 'gao'"
    assert questions.item("price").minimum == 0.0
    assert said(found, Severity.WARNING) == {"calculation_kept"}
    assert "region" not in {problem.values.get("header") for problem in found.problems}


def test_a_form_of_odk_is_read_whatever_its_headers(odk, form_of):
    questions = reading(form_of(odk)).instrument
    assert questions.name == "essai_odk"
    assert questions.item("aware").required
    assert questions.item("aware").audio == Text.of({"fr": "aware.mp3"})
    assert str(questions.item("reasons").relevant) == "selected(aware, 'yes') and answered(aware)"
    assert str(questions.item("since").relevant) == "aware in ('yes', 'dk')"
    assert (questions.item("since").earliest, questions.item("since").latest) == (date(2021, 12, 1), date(2024, 3, 31))
    assert questions.scale_of("reasons").choice("none").exclusive


def test_an_inequality_holds_where_nothing_was_asked_as_it_does_in_a_form(odk, form_of):
    assert str(reading(form_of(odk)).instrument.item("why").relevant) == "not (aware = 'no')"


@pytest.mark.parametrize("kind", ["geopoint", "audio", "image", "phonenumber", "start-geopoint", "audio audit"])
def test_what_records_who_or_where_somebody_is_is_warned_of(survey, kind):
    found = reading(survey(f"{kind}|x|X\ntext|a|A"))
    (problem,) = found.identifying
    assert problem.severity is Severity.WARNING
    assert "risk" in problem.text("en")


def test_lists_that_only_some_questions_shuffle_are_said(survey):
    rows = "select_one yn|a|A|randomize=true\nselect_one yn|b|B|"
    found = reading(survey(rows, header="type|name|label|parameters"))
    assert said(found, Severity.WARNING) == {"filter_kept"}
    assert not found.instrument.scale_of("a").shuffled


def test_codes_stored_as_numbers_are_codes(kobo, saved):
    questions = read(saved(kobo, numbers=True)).instrument
    assert [choice.code for choice in questions.scale_of("army").choices] == ["1", "2", "3", "98"]


def test_what_is_no_answer_is_proposed_never_assumed(kobo, form_of):
    found = reading(form_of(kobo))
    assert found.instrument.scale_of("army").non_answers == {}
    (proposed,) = [problem for problem in found.problems if problem.code.endswith("non_answers_proposed")]
    assert "98 = dont_know" in proposed.text("en")
    assert (proposed.place.sheet, proposed.place.row) == ("choices", 9)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("${a} = 'yes'", "a = 'yes'"),
        ('${a}="yes"', "a = 'yes'"),
        ("${a} = 'yes' or ${a} = 'no'", "a in ('yes', 'no')"),
        ("not(${a} = '')", "answered(a)"),
        ("${n} > 3 and ${n} <= 10", "n > 3 and n <= 10"),
        ("${n} = '3'", "n = 3"),
        ("(${a} != 'no')", "not (a = 'no')"),
        ("${a} != '' and not(${a} = 'no')", "a != 'no'"),
        ("${a} > 3", None),  # no code is a number
        ("${many} = 'yes'", None),  # all that was chosen, as one text
        ("${n} > ${n}", None),
        ("count-selected(${many}) > 1", None),
        ("${n} + 1 > 3", None),
        ("true()", ""),
    ],
)
def test_a_condition_is_read_where_our_grammar_means_the_same(survey, written, read_as):
    rows = f"select_one yn|a|A\nselect_multiple yn|many|M\ninteger|n|N\ntext|asked|Q|{written}"
    found = reading(survey(rows))
    kept = [problem for problem in found.problems if problem.code.endswith("condition_kept")]
    condition = found.instrument.item("asked").relevant
    assert (str(condition) if condition else "") == (read_as or "")
    assert bool(kept) == (read_as is None)
    if kept:
        place = kept[0].place
        assert (place.sheet, place.row, place.column, kept[0].values["got"]) == ("survey", 5, "D", written)


def test_a_huge_empty_range_is_nothing():
    sheet = FormSheet("survey", (("type", "name", "label"), ("note", "n", "N"), *[()] * 20_000))
    found = reading(Form("wide.xlsx", (sheet,)))
    assert [item.name for item in found.instrument.items] == ["n"]


def test_what_was_found_at_a_question_stands_above_it_in_toml(survey):
    found = reading(survey("integer|n|N\ntext|asked|Q|${n} > ${n}"))
    (comment,) = found.comments("en")["item", "asked"]
    assert "${n} > ${n}" in comment


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: no .xls was made")
def test_an_old_workbook_is_read_whatever_its_name(kobo, saved, tmp_path):
    path = saved(kobo)
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xls", path, "--outdir", tmp_path],
        check=True,
        capture_output=True,
    )
    misnamed = tmp_path / "misnamed.xlsx"
    shutil.copy(tmp_path / "theirs.xls", misnamed)
    expected = read(path)
    for old in (tmp_path / "theirs.xls", misnamed):
        assert read(old).instrument == replace(expected.instrument, name=read(old).instrument.name)
        assert len(read(old).problems) == len(expected.problems)
