"""The study file: what is right is frozen, what is wrong is said all at once."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from instruments.console import run
from instruments.errors import SurveyError
from survey.cli import new
from survey.study import Study, read


def refused(folder: Path, change: tuple[str, str]) -> dict[str, str]:
    file = folder / "study.toml"
    text = file.read_text(encoding="utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        read(folder)
    return {problem.code.rsplit(".", 1)[-1]: problem.text("en") for problem in caught.value.problems}


def test_a_study_is_read_with_its_variables_and_an_absolute_store(study, folder):
    assert study.title["fr"] == "Petite étude"
    assert [choice.code for choice in study.variables["age_band"].values] == ["18-34", "35+"]
    assert study.store_url == f"sqlite:///{folder.resolve() / 'responses.sqlite'}"
    with pytest.raises(ValidationError):
        study.design.psu = ("other",)


def test_every_fault_is_found_at_once(folder):
    wrong = """
title = 3
langages = ["fr"]
[instrument]
file = "questionnaire.toml"
[weighting]
margins = []
tolerance = "much"
[disclosure]
minimum_base = 0
"""
    (folder / "study.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        read(folder)
    found = {problem.place.key: problem for problem in caught.value.problems}
    assert set(found) == {"title", "langages", "weighting.margins", "weighting.tolerance", "disclosure.minimum_base"}
    assert found["langages"].values["near"] == "languages"
    assert {problem.place.file for problem in found.values()} == {"study.toml"}


def test_what_the_rest_refers_to_is_looked_into_beside_a_wrong_value(folder):
    file = folder / "study.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text + '\n[disclosure]\nminimum_base = "ten"\n[report]\nbanners = ["agee_band"]\n', encoding="utf-8"
    )
    with pytest.raises(SurveyError) as caught:
        read(folder)
    assert {problem.place.key for problem in caught.value.problems} == {"disclosure.minimum_base", "report.banners"}


@pytest.mark.parametrize(
    ("change", "code", "shown"),
    [
        (('psu = ["psu"]', 'psu = ["pzu"]'), "unknown_item", "psu"),
        (("from = [18, 35]", "from = [18]"), "bands_count", "1 bounds"),
        (("from = [18, 35]", "from = [35, 18]"), "bands_order", "rise"),
        (('of = "age"', 'of = "agge"'), "unknown_item", "age"),
        (("trust >= 1", "truste >= 1"), "unknown_item", "trust"),
        (("trust >= 1", "trust = '7'"), "unknown_code", "7"),
        (("trust >= 1", "trust = ’1’"), "curly_quote", "’"),
        (('value = "yes"', 'value = "yess"'), "unknown_value", "yes"),
        (('name = "favour"', 'name = "trust"'), "name_taken", "trust"),
        (('otherwise = "no"', 'by = "milieu"\nfile = "places.csv"\ncolumn = "zone"'), "one_recipe", "table"),
        (('version = "1"', 'version = "2"'), "other_version", "version 2"),
        (('"questionnaire.toml"', '"form.toml"'), "no_file", "form.toml"),
        (("[design]", '[plan]\nlibrary = "a"\nfile = "b.toml"\n[design]'), "one_source", "library"),
        (("[design]", '[weighting]\nmargins = ["mine.csv"]\nbounds = [1.5, 2.0]\n[design]'), "bounds", "1.5"),
        (("[design]", "[quality]\nminimum_minutes = 90\nmaximum_minutes = 20.5\n[design]"), "minutes", "90 minutes"),
        (
            ("[design]", '[[wave]]\nname = "1"\nstart = 2026-02-02\nend = 2026-01-01\n[design]'),
            "end_before_start",
            "2026",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_with_a_remedy(folder, change, code, shown):
    found = refused(folder, change)
    assert code in found
    assert shown in found[code]
    assert "Please" in found[code]


def test_a_file_of_answers_in_the_place_of_the_study_is_told_from_one(tmp_path):
    (tmp_path / "export.xlsx").write_bytes(b"PK\x03\x04\xff")
    with pytest.raises(SurveyError, match="the folder of the study first") as caught:
        read(tmp_path / "export.xlsx")
    assert "export.xlsx" in str(caught.value)


LEDGER = "psu,region,status\na,north,reached\n"


@pytest.mark.parametrize(
    ("section", "code", "shown"),
    [
        ("[weighting]\ntolerance = 0.1", "one_weighting", "margins"),
        (
            '[weighting]\nmargins = ["mali_2022.sex"]\n[[weighting.step]]\naction = "trim"\nhighest = 5',
            "one_weighting",
            "margins",
        ),
        ('[[weighting.step]]\naction = "trim"', "step_needs", "lowest or highest"),
        ('[[weighting.step]]\naction = "trim"\nhighest = 5\nbounds = [0.2, 5.0]', "step_key", "bounds"),
        ('[[weighting.step]]\naction = "rake"\nmargins = ["mine.csv"]', "no_file", "mine.csv"),
        ('[[weighting.step]]\naction = "rake"\nmargins = ["a.b"]\nbounds = [2, 3]', "bounds", "step[1].bounds"),
        ('[[weighting.step]]\naction = "poststratify"\nmargins = ["a.b", "c.d"]', "step_one_margin", "a.b, c.d"),
        ('[[weighting.step]]\naction = "calibrate"\nmeans = { agee = 40 }', "unknown_item", "age"),
        ('[[weighting.step]]\naction = "calibrate"\nmethod = "logit"\nmeans = { age = 40 }', "step_logit", "0.2"),
        ('[[weighting.step]]\naction = "nonresponse"\nclasses = ["regio"]', "step_ledger", "region"),
        (
            '[[weighting.step]]\naction = "nonresponse"\nclasses = ["region"]\npredictors = ["region"]',
            "step_one_way",
            "both",
        ),
    ],
)
def test_a_weighting_recipe_that_cannot_be_is_refused(folder, section, code, shown):
    (folder / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    found = refused(folder, ("[design]", f'[files]\nsample = "ledger.csv"\n{section}\n[design]'))
    assert set(found) == {code}
    assert shown in found[code]
    assert "Please" in found[code]


def test_an_action_of_a_recipe_that_is_unknown_is_refused_with_those_there_are(folder):
    found = refused(folder, ("[design]", '[[weighting.step]]\naction = "prune"\n[design]'))
    assert "'trim'" in found["wrong_value"]


def test_a_table_must_cover_every_code_and_give_only_listed_values(folder):
    (folder / "places.csv").write_text("milieu;zone\nurban;towns\n", encoding="utf-8")
    recipe = 'by = "milieu"\nfile = "places.csv"\ncolumn = "zone"\nvalues = [{ code = "town" }]'
    found = refused(
        folder, ('bands = { of = "age", from = [18, 35] }\nvalues = [{ code = "18-34" }, { code = "35+" }]', recipe)
    )
    assert "towns" in found["value_not_listed"]
    assert "rural" in found["table_lacks"]


def test_no_study_and_no_toml_are_said(tmp_path):
    with pytest.raises(SurveyError, match="survey new"):
        read(tmp_path)
    (tmp_path / "study.toml").write_bytes(b"title = 'a\n")
    with pytest.raises(SurveyError, match="TOML"):
        read(tmp_path)


def test_the_template_of_a_new_study_is_a_study(tmp_path):
    assert run(new, [str(tmp_path / "new")]) == 0
    found = read(tmp_path / "new")
    assert isinstance(found, Study)
    assert found.instrument.name == "household"


def test_a_ledger_that_calls_itself_synthetic_is_refused_by_a_study_that_does_not(folder):
    (folder / "sample.csv").write_text("psu,synthetic\na,yes\n", encoding="utf-8")
    file = folder / "study.toml"
    with file.open("a", encoding="utf-8") as text:
        text.write('\n[files]\nsample = "sample.csv"\n')
    assert "column “synthetic”" in refused(folder, ("languages", "languages"))["synthetic_ledger"]
    file.write_text("synthetic = true\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert read(folder).synthetic


def test_a_column_of_the_ledger_is_asked_for_where_there_is_no_ledger(folder):
    said = refused(folder, ("[design]", '[design]\nprobabilities = ["chance"]'))
    assert "“chance” is a column of the ledger of the sample, and the study names no such file" in said["no_ledger"]
