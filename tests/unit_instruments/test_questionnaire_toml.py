import pytest

from instruments import library
from instruments.errors import SurveyError
from instruments.formats.toml import read, read_bytes

GOOD = """
name = "small"
version = "1"
title = { fr = "Petit", en = "Small" }
languages = ["fr", "en"]

[[scale]]
name = "yes_no"
choice = [{ code = "yes", label = { fr = "Oui", en = "Yes" } }, { code = "no", label = { fr = "Non", en = "No" } }]

[[item]]
name = "aware"
kind = "select_one"
scale = "yes_no"
label = { fr = "Connu ?", en = "Known?" }

[[item]]
name = "number"
kind = "integer"
relevant = "aware = 'yes'"
label = { fr = "Combien ?", en = "How many?" }
"""


def test_a_questionnaire_is_read():
    instrument = read_bytes(GOOD.encode(), file="small.toml")
    assert [item.name for item in instrument.asked] == ["aware", "number"]
    assert str(instrument.item("number").relevant) == "aware = 'yes'"
    assert instrument.scale_of("aware").choice("no").label.wording("en") == "No"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "integer"', 'kind = "intger"', "item[2].kind"),
        ('scale = "yes_no"', 'scale = "yesno"', "the scale “yesno” is not defined"),
        ("aware = 'yes'\"", "awar = 'yes'\"", "“awar”"),
        ("aware = 'yes'\"", "aware = 'maybe'\"", "compares aware with 'maybe'"),
        ('name = "number"', 'name = "aware"', "stands there twice"),
        ('version = "1"', 'verson = "1"', "version"),
        ('"yes_no"\nchoice', '"yes_no"\nordered = true\nchoice', "has no value"),
        ('scale = "yes_no"\n', "", "no scale says which"),
        ('"yes_no"\nchoice', '"yes_no"\nchoices', "Please write choice, or take it out"),
        ('kind = "integer"', 'kind = "integer"\ntext = "?"', "Please write name, kind, label"),
        ('[[item]]\nname = "number"', '[[item]\nname = "number"', "not valid TOML"),
    ],
)
def test_a_fault_is_said_with_its_place_and_a_remedy(old, new, says):
    assert old in GOOD
    with pytest.raises(SurveyError) as refusal:
        read_bytes(GOOD.replace(old, new).encode(), file="small.toml")
    assert says in refusal.value.text("en")
    assert all(
        "small.toml" in problem.text("fr") and "Veuillez" in problem.text("fr") for problem in refusal.value.problems
    )


def test_every_fault_is_said_at_once():
    wrong = GOOD.replace("aware = 'yes'\"", "awar = 'yes'\"").replace('scale = "yes_no"', 'scale = "yesno"')
    with pytest.raises(SurveyError) as refusal:
        read_bytes(wrong.encode(), file="small.toml")
    assert len(refusal.value.problems) == 2


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(SurveyError, match="no such questionnaire"):
        read(tmp_path / "absent.toml")


def test_the_library_says_what_it_holds():
    with pytest.raises(SurveyError, match="household"):
        library.load("houshold")
