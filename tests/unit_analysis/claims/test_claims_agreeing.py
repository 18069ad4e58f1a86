"""Agreement of two ratings beyond chance: by the same people, by two kinds of people of one place, in accounts."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.claims.decide import decide_plan
from analysis.estimators.kappa import kappa
from survey.study.settings import DesignSettings

SAME = {"kind": "kappa", "of": "view >= 4", "minus": "later >= 4"}
SIDES = {"kind": "kappa", "of": "view >= 4", "raters": ["side = 'left'", "side = 'right'"]}
HALVES = {"kind": "kappa", "of": "view >= 4", "raters": ["half = 'east'", "half = 'west'"]}


def part(measure, rule="superiority", **more):
    return {"name": "part", "estimand": "agreement", "measure": measure, "rule": rule, **more}


@pytest.fixture
def decided(sample, plan_with):
    def decide(one, *, on=sample):
        return decide_plan(plan_with({"id": "C", "statement": "A claim.", "part": [one]}), sample=on)[0]

    return decide


@pytest.fixture
def purposive(sample):
    design = DesignSettings.model_validate({**sample.study.design.model_dump(), "sample": "purposive"})
    return replace(sample, study=replace(sample.study, design=design))


def _places(sample):
    """What more than half of each side say in each place, places with both sides alone, and their weight."""
    likes = (sample.frame["view"] >= 4).where(sample.frame["view"].notna())
    table = sample.frame.assign(likes=likes.astype(float), w=sample.design.index.weights)
    table = table[table["side"].isin(["left", "right"]) & likes.notna()]
    said = table.groupby(["psu", "side"], observed=True)["likes"].mean().unstack().dropna() > 0.5
    return said, table.groupby("psu")["w"].sum()[said.index]


def test_two_ratings_by_the_same_people_are_weighted_by_the_design(decided, sample):
    found = decided(part(SAME, margin=0.2))
    first, second = (sample.frame[name] >= 4 for name in ("view", "later"))
    rows = sample.frame[["view", "later"]].notna().all(axis=1)
    weights = sample.design.index.weights[rows]
    cells = (2 * ~first[rows] + ~second[rows]).to_numpy()
    assert found.estimate == pytest.approx(kappa(np.bincount(cells, weights=weights, minlength=4)).value)
    assert (found.verdict, found.unit, found.n) == ("supported", "index", rows.sum())
    for language, words in (("en", "supported"), ("fr", "étayé")):
        assert words in found.sentence(language)


def test_two_kinds_of_people_rate_the_places_where_both_are(decided, sample):
    found = decided(part(SIDES))
    said, weight = _places(sample)
    cells = 2 * (~said["left"]).astype(int) + (~said["right"]).astype(int)
    assert found.estimate == pytest.approx(kappa(np.bincount(cells, weights=weight, minlength=4)).value)
    assert found.n_psu == len(said)


def test_sources_that_share_no_place_cannot_agree(decided):
    found = decided(part(HALVES))
    assert (found.verdict, found.reason.code) == ("not_testable", "analysis.claims.nobody_answered")


def test_in_accounts_places_that_are_rated_alike_are_counted(decided, sample, purposive):
    found = decided(part(SIDES), on=purposive)
    said, _ = _places(sample)
    (account,) = found.told.accounts
    alike = int((said["left"] == said["right"]).sum())
    assert (account.kind, account.n, account.above, account.below) == ("alike", len(said), alike, len(said) - alike)
    assert f"{alike} of {len(said)} rated alike by both" in found.sentence("en")
    assert f"{alike} sur {len(said)} jugés de même par les deux" in found.sentence("fr")
