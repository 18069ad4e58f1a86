"""Broken and hostile forms: each fault is said with its place and a remedy, and the rest is read."""

import io
import zipfile

import openpyxl
import pytest

from instruments.errors import Severity, SurveyError
from instruments.formats.xlsform.form import Form, FormSheet
from instruments.formats.xlsform.reading import read, reading

FAULTS = {
    "never_ended": ("begin group|g|G\ntext|a|A", 2, "A"),
    "never_begun": ("text|a|A\nend group", 3, "A"),
    "ended_otherwise": ("begin group|g|G\ntext|a|A\nend repeat", 4, "A"),
    "name_twice": ("text|a|A\ntext|a|Again", 3, "B"),
    "missing_list": ("select_one nolist|a|A\ntext|b|B", 2, "A"),
    "no_list": ("select_one|a|A\ntext|b|B", 2, "A"),
    "undefined_reference": ("text|a|A|${absent} = 'yes'", 2, "D"),
    "curly_quote": ("select_one yn|b|B\ntext|a|A|${b} = “yes”", 3, "D"),
    "unknown_code": ("select_one yn|b|B\ntext|a|A|${b} = 'maybe'", 3, "D"),
    "unknown_type": ("txet|b|B\ntext|a|A", 2, "A"),
    "no_name": ("text||B\ntext|a|A", 2, "B"),
    "no_label": ("text|a", 2, "C"),
    "row_outside_block": ("score__row|a|A\ntext|b|B", 2, "A"),
}
KEPT = {
    "type_kept": ("acknowledge|g|G\ntext|a|A", 2, "A"),
    "identifies": ("geopoint|g|G\ntext|a|A", 2, "A"),
    "calculation_kept": ("calculate|c\ntext|a|A", 2, "calculation"),
    "constraint_kept": ("integer|a|A||. < ${a} * 2", 2, "E"),
    "row_without_type": ("|stray|S\ntext|a|A", 2, None),
}


@pytest.mark.parametrize("code", [*FAULTS, *KEPT])
def test_a_fault_is_said_with_its_place_and_the_rest_is_read(survey, code):
    rows, row, column = (FAULTS | KEPT)[code]
    found = reading(survey(rows))
    (problem,) = [one for one in found.problems if one.severity is not Severity.NOTE]
    assert problem.code.rsplit(".", 1)[-1] == code
    assert problem.severity is (Severity.ERROR if code in FAULTS else Severity.WARNING)
    assert (problem.place.file, problem.place.sheet, problem.place.row) == ("theirs.xlsx", "survey", row)
    assert problem.place.column == column
    assert "Please" in problem.text("en")
    assert "Veuillez" in problem.text("fr")
    assert found.instrument is not None
    assert not found.is_understood


@pytest.mark.parametrize(
    "rows", ["begin repeat||R\ninteger|n|N\nend repeat", "begin_score||S\nscore__row|n|N\nend_score"]
)
def test_a_block_without_a_name_costs_no_question(survey, rows):
    found = reading(survey(rows.replace("S\n", "S|yn\n"), header="type|name|label|kobo--score-choices"))
    assert [item.name for item in found.instrument.items] == ["n"]
    assert "no_name" in {problem.code.rsplit(".", 1)[-1] for problem in found.problems}


def test_all_faults_are_said_at_once(survey):
    found = reading(survey("begin group|g|G\ntext|a|A|${x} = 1\ntext|a|B\nselect_one none|c|C"))
    codes = [problem.code.rsplit(".", 1)[-1] for problem in found.in_order]
    assert codes[:4] == ["never_ended", "undefined_reference", "name_twice", "missing_list"]


CHOICES = {
    "code_twice": ("yn|yes|Yes\nyn|yes|Again", 3, "B"),
    "choice_without_code": ("yn|yes|Yes\nyn||No", 3, "B"),
    "choice_without_label": ("yn|yes|Yes\nyn|no", 3, "C"),
    "choice_without_list": ("yn|yes|Yes\n|no|No", 3, "A"),
}


@pytest.mark.parametrize("code", CHOICES)
def test_a_fault_in_a_list_is_said_with_its_place(survey, code):
    rows, row, column = CHOICES[code]
    found = reading(survey("select_one yn|a|A", choices=f"list_name|name|label\n{rows}"))
    (problem,) = [one for one in found.problems if one.severity is not Severity.NOTE]
    assert problem.code.endswith(code)
    assert (problem.place.sheet, problem.place.row, problem.place.column) == ("choices", row, column)
    assert found.instrument.item("a").scale == "yn"


def test_a_misspelt_column_is_not_passed_over(survey):
    found = reading(survey("text|a|A|x", header="type|name|label|relevent"))
    (problem,) = [one for one in found.problems if one.severity is Severity.WARNING]
    assert problem.code.endswith("column_misspelt")
    assert "relevant" in problem.text("en")


def test_a_filter_that_no_scale_can_say_stays_in_the_form(survey):
    rows = "select_one yn|a|A|\nselect_one yn|b|B|x = ${a} and ${a} != ''"
    found = reading(survey(rows, header="type|name|label|choice_filter"))
    assert [one.code.rsplit(".", 1)[-1] for one in found.problems if one.severity is Severity.WARNING] == [
        "filter_kept"
    ]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ((), "no_survey"),
        ((FormSheet("README", (("hello",),)),), "no_survey"),
        ((FormSheet("survey", ()),), "empty_survey"),
        ((FormSheet("Survey ", (("type", "name"),)),), "empty_survey"),
    ],
)
def test_a_workbook_without_questions_is_none(sheets, code):
    found = reading(Form("empty.xlsx", sheets))
    assert found.instrument is None
    assert {problem.code.rsplit(".", 1)[-1] for problem in found.problems} >= {code, "no_questions"}


def _workbook():
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def _bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (60 << 20))
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_FORMS = {
    "no_workbook": lambda: b"type,name,label\ntext,a,A\n",
    "truncated": lambda: _workbook()[:-200],
    "encrypted": lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "zip_bomb": _bomb,
    "unreadable_workbook": lambda: OLE + b"\0" * 600,
}


@pytest.mark.parametrize("code", NO_FORMS)
def test_what_cannot_be_opened_is_refused_in_words(tmp_path, code):
    (tmp_path / "form.xlsx").write_bytes(NO_FORMS[code]())
    with pytest.raises(SurveyError) as caught:
        read(tmp_path / "form.xlsx")
    (problem,) = caught.value.problems
    assert problem.code.endswith(code)
    assert "form.xlsx" in problem.text("en")
    assert "Veuillez" in problem.text("fr")


def test_a_form_that_is_not_there_is_said(tmp_path):
    with pytest.raises(SurveyError) as caught:
        read(tmp_path / "absent.xlsx")
    assert "There is no such form" in caught.value.text("en")
