"""The groups beside a claim are told apart by name, whatever the plan leaves without a label."""

import re
from pathlib import Path

import pytest

from analysis.claims.decide import decide_plan
from analysis.claims.layout import domains_of
from analysis.claims.naming import told_apart
from analysis.claims.plan import library_plan, read
from analysis.claims.scope import absent_items, without_absent
from instruments.language import LANGUAGES
from survey.simulate.demo import demo
from survey.study import read as read_study

PAGE = Path(__file__).parents[3] / "docs" / "claims.md"
(EXAMPLE,) = re.findall(r"```toml\n(# plan\.toml.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


def _claim(*terms, measure="view >= 4", **part):
    gap = {"name": "gap", "estimand": "gap", "measure": {"of": measure}, "rule": "superiority", "term": list(terms)}
    return {"id": "M1", "statement": "A claim.", "part": [{**gap, **part}]}


@pytest.fixture
def names(sample, plan_with):
    def found(claim, language="en"):
        (verdict,) = decide_plan(plan_with(claim), sample=sample)
        return [domain.label.wording(language) for domain in verdict.domains]

    return found


LEFT, RIGHT = {"where": "side = 'left'"}, {"where": "side = 'right'", "weight": -1}


def test_terms_without_a_label_are_called_by_the_answers_of_their_conditions(names):
    assert names(_claim(LEFT, RIGHT)) == ["Left", "Right"]
    assert names(_claim(LEFT, RIGHT), "fr") == ["Gauche", "Droite"]


def test_what_the_groups_share_is_not_part_of_their_names(names):
    assert names(_claim(LEFT, RIGHT, where="half = 'east'")) == ["Left", "Right"]
    either = {"where": "half = 'east' and side in ('few', 'right')", "weight": -1}
    east = {"where": "half = 'east' and side = 'left'"}
    assert names(_claim(east, either)) == ["Left", "Few or Right"]
    assert names(_claim(east, either), "fr") == ["Gauche", "Peu nombreux ou Droite"]


def test_one_label_for_two_groups_is_told_apart_and_another_kept(names):
    labelled = [{**LEFT, "label": "Both"}, {**RIGHT, "label": "Both"}]
    assert names(_claim(*labelled)) == ["Both, Left", "Both, Right"]
    assert names(_claim(LEFT, {**RIGHT, "label": "The others"})) == ["Left", "The others"]


def test_groups_within_groups_are_told_apart_in_each(names):
    assert names(_claim(LEFT, RIGHT, by="half")) == ["East, Left", "East, Right", "West, Left", "West, Right"]


def test_conditions_without_answers_are_named_as_they_are_written(names):
    high, low = {"where": "later >= 3"}, {"where": "later < 3", "weight": -1}
    assert names(_claim(high, low)) == ["later >= 3", "later < 3"]


def test_two_measures_of_the_same_people_are_told_apart_by_what_is_measured(names):
    first, second = {"measure": {"of": "view = '5'"}}, {"measure": {"of": "later = '5'"}, "weight": -1}
    assert names(_claim(first, second)) == ["1", "2"]
    second["measure"]["of"] = "later = '4'"
    assert names(_claim(first, second)) == ["Very good", "Good"]


@pytest.fixture(scope="module")
def mali(tmp_path_factory):
    return read_study(demo(tmp_path_factory.mktemp("mali")).parent)


def test_the_example_of_the_page_has_women_and_men(mali, tmp_path):
    (tmp_path / "plan.toml").write_text(EXAMPLE, encoding="utf-8")
    plan = read(tmp_path / "plan.toml")
    claim = next(claim for claim in plan.claim if claim.id == "M01")
    found = told_apart(domains_of(claim, claim.part[0], plan=plan, study=mali), study=mali)
    assert [name.wording("fr") for name in found] == ["Femme", "Homme"]
    assert [name.wording("en") for name in found] == ["Woman", "Man"]


def test_no_claim_of_the_library_has_two_rows_of_one_name(mali):
    plan = library_plan("giustozzi_2024")
    claims = [without_absent(claim, study=mali) for claim in plan.claim if not absent_items(claim, study=mali)]
    tables = {
        (claim.id, part.name): domains_of(claim, part, plan=plan, study=mali)
        for claim in claims
        for part in claim.part
        if part.decides
    }
    assert len(tables) > 20
    for name, means in tables.items():
        groups = {(mean.label, mean.weight > 0) if mean.label else place: mean for place, mean in enumerate(means)}
        found = told_apart(list(groups.values()), study=mali)
        for language in LANGUAGES:
            assert len({label.wording(language) for label in found}) == len(found), name
