"""The whole way from the store: results, the command, its records, and a plan that is changed too late."""

import json

import pytest

from analysis.cli import compare
from analysis.results import analyse
from instruments.console import run
from instruments.errors import SurveyError
from survey.ingest import load
from survey.study import read

FIELDS = [
    *("claim", "statement", "verdict", "reason", "estimand", "estimate", "se", "ci_low", "ci_high", "level", "margin"),
    *("df", "p", "p_adjusted", "n", "n_psu", "deff"),
    *("detectable", "covered", "grades", "bounds", "accounts", "sources", "turnover", "domains"),
]
DOMAIN_FIELDS = ["label", "estimate", "se", "ci_low", "ci_high", "n", "n_psu", "reason"]

UNTESTABLE = """
[[claim]]
id = "M2"
statement = { fr = "On n'a pas demandé.", en = "Nobody was asked." }
[[claim.part]]
name = "share"
estimand = { fr = "part", en = "share" }
measure = { of = "never_asked >= 4" }
rule = "majority"
"""


def _add(folder, text):
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_compare_prints_the_verdicts_and_writes_the_documented_records(folder, capsys):
    _add(folder, UNTESTABLE)
    load(read(folder), [folder / "answers.csv"])
    assert run(compare, [str(folder), "--json", str(folder / "out.json"), "--language", "en"]) == 0
    printed = capsys.readouterr().out
    assert "M1" in printed
    assert "supported" in printed
    assert "The questionnaire has no never_asked" in printed
    supported, untestable = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert list(supported) == list(untestable) == FIELDS
    assert [list(domain) for domain in supported["domains"]] == [DOMAIN_FIELDS] * 2
    assert supported["verdict"] == "supported"
    assert supported["ci_low"] > supported["margin"] == 0.10
    assert supported["estimate"] == pytest.approx(
        supported["domains"][0]["estimate"] - supported["domains"][1]["estimate"]
    )
    assert untestable["verdict"] == "not_testable"
    assert (untestable["estimate"], untestable["n"], untestable["domains"]) == (None, 0, [])
    assert "Please" in untestable["reason"]


def test_every_field_is_documented(request):
    text = (request.config.rootpath / "docs" / "compare-json.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in FIELDS + DOMAIN_FIELDS)


def test_a_claim_that_is_changed_after_the_first_answers_is_exploratory(folder):
    study = read(folder)
    load(study, [folder / "answers.csv"])
    before = analyse(study)
    assert before.verdicts[0].confirmatory
    assert before.provenance.changed == frozenset()
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("view >= 4", "view >= 3"), encoding="utf-8")
    after = analyse(read(folder))
    (verdict,) = after.verdicts
    assert (verdict.confirmatory, verdict.changed, verdict.family) == (False, True, "exploratory")
    assert "Exploratory" in verdict.sentence("en")
    assert after.provenance.plan != before.provenance.plan
    assert after.provenance.changed == {"M1"}


def test_a_claim_that_is_added_later_leaves_the_others_confirmatory(folder):
    load(read(folder), [folder / "answers.csv"])
    _add(folder, UNTESTABLE)
    first, added = analyse(read(folder)).verdicts
    assert (first.confirmatory, added.confirmatory) == (True, False)


def test_a_code_that_no_answer_has_is_refused(folder):
    load(read(folder), [folder / "answers.csv"])
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("'left'", "'lefft'"), encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        analyse(read(folder))
    assert "lefft" in caught.value.text("en")
    assert "claim[M1].part[gap].term.where" in caught.value.text("en")


def test_a_study_without_a_plan_is_told_how_to_get_one(folder, capsys):
    study = folder / "study.toml"
    text = study.read_text(encoding="utf-8").replace('[plan]\nfile = "plan.toml"\n', "")
    study.write_text(text, encoding="utf-8")
    load(read(folder), [folder / "answers.csv"])
    assert run(compare, [str(folder), "--language", "en"]) == 1
    assert "giustozzi_2024" in capsys.readouterr().err
