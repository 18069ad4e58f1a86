"""The codebook holds every item with all that is known of it, as a workbook and as DDI."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook

from instruments import library
from instruments.codebook import ddi, workbook
from instruments.console import DONE, run
from instruments.documents.cli import codebook
from instruments.text import Text

HOUSEHOLD = library.load("household")
DDI = f"{{{ddi.NAMESPACE}}}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _read(instrument, path):
    return fromstring(ddi.write(instrument, path).read_bytes())


def _variable(root, name):
    return next(one for one in root.iter(f"{DDI}var") if one.get("name") == name)


@pytest.mark.parametrize("name", library.names())
def test_ddi_has_unique_identifiers_and_groups_of_variables_that_exist(name, tmp_path):
    root = _read(library.load(name), tmp_path / "codebook.xml")
    identifiers = [one.get("ID") for one in root.iter() if one.get("ID")]
    assert len(identifiers) == len(set(identifiers))
    for group in root.iter(f"{DDI}varGrp"):
        assert set(group.get("var").split()) <= set(identifiers)


def test_ddi_tells_question_answers_universe_and_links(tmp_path):
    variable = _variable(_read(HOUSEHOLD, tmp_path / "codebook.xml"), "presence_support")
    words = {one.get(LANGUAGE): one.text for one in variable.iter(f"{DDI}qstnLit")}
    assert words == dict(HOUSEHOLD.item("presence_support").label)
    missing = {
        one.find(f"{DDI}catValu").text: one.get("missType")
        for one in variable.iter(f"{DDI}catgry")
        if one.get("missing") == "Y"
    }
    assert missing == {"98": "dont_know", "99": "refused"}
    assert [one.text for one in variable.iter(f"{DDI}universe")] == ["aware is “Yes”", "aware est «\u202fOui\u202f»"]
    notes = {one.get("subject"): one.text for one in variable.iter(f"{DDI}notes")}
    assert notes == {"sensitivity": "high", "claims": "C01 C02 C03 C04 C18b"}


def test_ddi_has_a_variable_for_each_answer_of_several(tmp_path):
    root = _read(HOUSEHOLD, tmp_path / "codebook.xml")
    names = [one.get("name") for one in root.iter(f"{DDI}var")]
    expected = [f"media_sources/{choice.code}" for choice in HOUSEHOLD.scale_of("media_sources").choices]
    assert [name for name in names if name.startswith("media_sources")] == expected
    radio = _variable(root, expected[0])
    assert [one.text for one in radio.iter(f"{DDI}catValu")] == ["0", "1"]
    assert radio.find(f"{DDI}varFormat").get("type") == "numeric"


def test_ddi_escapes_what_xml_reads_otherwise(tmp_path):
    hostile = "<b> & ]]> \x0b \"'"
    items = (replace(HOUSEHOLD.item("sex"), label=Text.of({"fr": hostile})),)
    root = _read(replace(HOUSEHOLD, items=items), tmp_path / "codebook.xml")
    assert next(root.iter(f"{DDI}qstnLit")).text == hostile.replace("\x0b", "\N{REPLACEMENT CHARACTER}")


def test_the_workbook_holds_every_item_and_every_code(tmp_path):
    book = load_workbook(workbook.write(HOUSEHOLD, tmp_path / "codebook.xlsx"))
    questions, answers = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert [row[0] for row in questions[1:]] == [item.name for item in HOUSEHOLD.items]
    trend = [row for row in answers if row[0] == "security_trend"]
    assert [row[1] for row in trend] == ["1", "2", "3", "98", "99"]
    assert trend[-1] == ("security_trend", "99", "Refus", "Refused", None, "refus / refused")


def test_the_workbook_tells_all_that_is_known_of_a_question(tmp_path):
    header, *rows = workbook.questions(HOUSEHOLD)
    row = dict(zip(header, next(row for row in rows if row[0] == "presence_support"), strict=True))
    assert row["Formulation / Wording (en)"] == HOUSEHOLD.item("presence_support").label["en"]
    assert row["Demandé à / Asked of (en)"] == "aware is “Yes”"
    assert row["Sensibilité / Sensitivity"] == "forte / high"
    assert row["Affirmations / Claims"] == "C01 C02 C03 C04 C18b"
    assert row["Mesure / Measures"]


def test_a_wording_is_never_a_formula(tmp_path):
    items = (replace(HOUSEHOLD.item("sex"), label=Text.of({"fr": "=1+1"})),)
    book = load_workbook(workbook.write(replace(HOUSEHOLD, items=items), tmp_path / "codebook.xlsx"))
    assert book.worksheets[0]["C2"].data_type == "s"


def test_the_command_writes_what_is_asked_for(tmp_path, capsys):
    target = tmp_path / "codebook.xml"
    assert run(codebook, ["officials", "--ddi", str(target)]) == DONE
    assert [path.name for path in tmp_path.iterdir()] == ["codebook.xml"]
    assert run(codebook, ["officials", "-o", str(tmp_path / "codebook.xlsx")]) == DONE
    assert "codebook.xlsx" in capsys.readouterr().out
