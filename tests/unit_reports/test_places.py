"""A study that names no design: no interview is called a place, and what is assumed instead is said in words."""

import re
from pathlib import Path

import pytest

from analysis.assumption import assumption
from analysis.cli import verdict_table
from analysis.results import analyse
from instruments.language import LANGUAGES, speak
from reports.report import book
from survey.ingest import load
from survey.study import read

PAGE = Path(__file__).parents[2] / "docs" / "questionnaires.md"
QUESTIONNAIRE, STUDY = re.findall(
    r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8").partition("## One of your own")[2], flags=re.DOTALL
)[:2]
PLAN = """
name = "market"
title = "Market"
[[claim]]
id = "M1"
statement = { fr = "Les jeunes font plus confiance.", en = "The young trust more." }
[[claim.part]]
name = "gap"
estimand = { fr = "part confiante, jeunes moins vieux", en = "share who trust, young minus old" }
measure = { of = "trust_traders >= 1" }
rule = "superiority"
term = [{ where = "age < 40", label = "Young" }, { where = "age >= 40", weight = -1, label = "Old" }]
"""
MORE = """
[plan]
file = "plan.toml"
[report]
charts = ["trust_traders"]
"""
ASSUMED = {"en": "a simple random sample is assumed, which is rarely true", "fr": "un échantillon aléatoire simple"}
PLACES = re.compile(r"\bplaces\b(?! that were drawn| in \[design)|\blieux\b(?! tirés,| dans \[design)", re.IGNORECASE)


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    def analysed(design):
        folder = tmp_path_factory.mktemp("market")
        (folder / "questionnaire.toml").write_text(QUESTIONNAIRE, encoding="utf-8")
        (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
        (folder / "study.toml").write_text(f"{STUDY}{MORE}{design}", encoding="utf-8")
        rows = [f"{20 + row % 40},{row % 7 % 3}" for row in range(160)]
        (folder / "answers.csv").write_text("\n".join(["age,trust_traders", *rows]), encoding="utf-8")
        study = read(folder)
        load(study, [folder / "answers.csv"])
        return analyse(study)

    return analysed


@pytest.fixture(scope="module")
def alone(market):
    return market("")


@pytest.fixture(scope="module")
def sheets(alone):
    made = {language: book(alone, language=language) for language in LANGUAGES}
    return {language: {sheet.key: sheet for sheet in made[language].sheets} for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_verdict_speaks_of_places_that_nobody_named(alone, language):
    speak(language)
    told = verdict_table(alone)
    speak(None)
    assert {"en": "base 160 interviews)", "fr": "base de 160 entretiens)"}[language] in told
    assert ASSUMED[language] in told
    assert not PLACES.search(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_the_report_have_no_column_of_places(sheets, language):
    for key in ("verdicts", "claim.M1"):
        headers = [column.header for column in sheets[language][key].table.columns]
        assert not {"Places", "Lieux"} & set(headers)
        assert {"Interviews", "Entretiens"} & set(headers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_says_what_is_assumed(sheets, language):
    words = sheets[language]["method"].table.text(language)
    assert ASSUMED[language] in words
    assert not PLACES.search(words)


def test_a_design_is_named_by_its_places_and_its_strata(market, alone):
    assert "names no sampling design" in assumption(alone.study, "en")
    strata = market('[design]\nstratum = ["age"]\nlonely_psu = "certainty"\n')
    assert "names strata, but no places" in assumption(strata.study, "en")
    assert strata.verdicts[0].places_named is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_and_terms_do_not_count_places(sheets, language):
    told = [sheets[language]["notes"].table.text(language)]
    told += [line.words for key, sheet in sheets[language].items() if key.startswith("table.") for line in sheet.lines]
    assert len(told) > 1
    assert not re.search(r"\b3 (places|lieux)\b|UPE|unités primaires|primary sampling units", "\n".join(told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_weights_are_not_called_unequal_and_one_group_has_no_ends(alone, sheets, language):
    words = "\n".join(line.words for sheet in sheets[language].values() for line in sheet.lines)
    words += sheets[language]["method"].table.text(language) + alone.weights.text(language)
    assert not re.search("unequal|inégaux|say as much|en valent|least|au plus bas", words)
    assert re.search(r"of everyone\.|de l'ensemble\.", words)
    assert re.search("as good as equal|pour ainsi dire égaux", words)


def test_people_who_were_sought_out_are_no_random_sample(market):
    assert assumption(market('[design]\nsample = "purposive"\n').study, "en") is None


def test_a_study_that_names_its_places_counts_them(results):
    assert assumption(results.study, "en") is None
    assert all(verdict.places_named for verdict in results.verdicts)
    sheet = next(sheet for sheet in book(results, language="en").sheets if sheet.key == "verdicts")
    assert "Places" in [column.header for column in sheet.table.columns]
    assert re.search(r"base [\d,]+ interviews in [\d,]+ places", verdict_table(results))
