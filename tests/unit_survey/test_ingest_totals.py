"""Totals and means under a small table are nobody's answers; interviews that look a little like them are taken."""

import csv

import pytest

from survey.ingest import load
from survey.study import read

FORM = """
name = "tiny"
version = "1"
title = { fr = "Petit", en = "Tiny" }
languages = ["fr", "en"]
[[scale]]
name = "yes_no"
choice = [{ code = "yes", label = { fr = "Oui", en = "Yes" } }, { code = "no", label = { fr = "Non", en = "No" } }]
[[item]]
name = "zone"
kind = "text"
label = { fr = "Zone", en = "Zone" }
role = "psu"
[[item]]
name = "consent"
kind = "select_one"
label = { fr = "Acceptez-vous ?", en = "Do you agree?" }
scale = "yes_no"
role = "consent"
[[item]]
name = "age"
kind = "integer"
label = { fr = "Age", en = "Age" }
relevant = "consent = 'yes'"
minimum = 18
[[item]]
name = "spent"
kind = "decimal"
label = { fr = "Depenses", en = "Spending" }
relevant = "consent = 'yes'"
[[item]]
name = "well"
kind = "select_one"
label = { fr = "Puits", en = "Well" }
scale = "yes_no"
relevant = "consent = 'yes'"
"""
STUDY = """
title = { fr = "Étude", en = "Study" }
languages = ["fr", "en"]
[instrument]
file = "questionnaire.toml"
version = "1"
[design]
psu = ["zone"]
"""
HEADER = ["zone", "consent", "age", "spent", "well", "_uuid"]
PEOPLE = [["z1", "yes", "40", "12.5", "yes"], ["z1", "yes", "50", "17", "no"], ["z2", "no", "", "", ""]]


@pytest.fixture
def tiny(tmp_path):
    (tmp_path / "questionnaire.toml").write_text(FORM, encoding="utf-8")
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    return read(tmp_path)


def loaded(study, row, identity=None):
    """Load three people and a row under them; all have identities, it may lack one, if one is given."""
    rows = PEOPLE if identity is None else [[*person, f"u{at}"] for at, person in enumerate(PEOPLE)]
    last = row if identity is None else [*row, identity]
    with (study.folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER[: len(last)], *rows, last])
    (found,) = load(study, [study.folder / "a.csv"])
    return found.rows_stored, [one.code.rsplit(".", 1)[1] for one in found.rows_refused]


@pytest.mark.parametrize("identity", [None, ""])
@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["", "", "45", "14.7", ""], "no_interview"),
        (["z1", "", "45", "14.7", ""], "no_interview"),  # the mean of a zone
        (["", "2", "90", "29.5", "1"], "no_interview"),
        (["Total", "", "90", "29.5", ""], "summary_row"),
        (["", "MOYENNE :", "45", "14.7", ""], "summary_row"),
        (["Total général", "3", "90", "29.5", "yes"], "summary_row"),
        (["Saisie finie", "", "", "", ""], "no_interview"),
    ],
)
def test_a_row_that_sums_up_is_refused(tiny, row, code, identity):
    assert loaded(tiny, row, identity) == (3, [code])


@pytest.mark.parametrize(
    ("row", "identity"),
    [
        (["z1", "", "45", "14.7", ""], "u9"),  # an interview that was not finished
        (["z1", "", "45", "14.7", "yes"], None),  # somebody forgot to enter the consent
        (["Total", "yes", "45", "14.7", "yes"], "u9"),
        (["Totalement", "no", "", "", ""], None),
        (["", "no", "", "", ""], ""),
    ],
)
def test_an_interview_is_taken(tiny, row, identity):
    assert loaded(tiny, row, identity) == (4, [])


def test_a_total_in_the_column_of_the_identities_names_nobody(tiny):
    assert loaded(tiny, ["", "", "90", "29.5", ""], "Total") == (3, ["summary_row"])


def test_a_total_in_a_column_that_is_not_kept_is_seen(tiny):
    header = ["remarque", "consent", "age", "spent"]
    with (tiny.folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, ["", "yes", "40", "1"], ["Total", "yes", "40", "1"]])
    (found,) = load(tiny, [tiny.folder / "a.csv"])
    assert (found.rows_stored, [one.place.row for one in found.rows_refused]) == (1, [3])


def test_without_a_question_on_consent_a_choice_that_everybody_is_asked_tells_too(tiny):
    form = FORM.replace('role = "consent"', "").replace("""relevant = "consent = 'yes'"\n""", "")
    (tiny.folder / "questionnaire.toml").write_text(form, encoding="utf-8")
    assert loaded(read(tiny.folder), ["z1", "", "45", "14.7", ""]) == (3, ["no_interview"])
