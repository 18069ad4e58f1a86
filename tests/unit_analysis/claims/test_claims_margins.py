"""Margins that cannot be meant are refused: whole points for a share, more than the scale for a mean."""

import pytest

from analysis.claims.plan import read
from analysis.claims.scope import wrong_codes
from instruments.errors import SurveyError

PLAN = """
name = "mine"
title = "Mine"
{shared}
[[claim]]
id = "M1"
statement = {{ fr = "x", en = "y" }}
{more}
[[claim.part]]
name = "gap"
estimand = {{ fr = "x", en = "y" }}
measure = {measure}
rule = "minimum_effect"
term = [{{ where = "side = 'left'" }}, {{ where = "side = 'right'", weight = -1 }}]
{part}
"""
SHARE = '{ of = "view >= 4" }'
SCORE = '{ kind = "score", of = "view" }'
WORD = """
[[claim.word]]
word = "small"
meaning = "ten points"
other = [{ meaning = "five points", margin = 5 }]
"""


@pytest.fixture
def written(tmp_path):
    def write(*, shared="", more="", part="", measure=SHARE):
        path = tmp_path / "plan.toml"
        path.write_text(PLAN.format(shared=shared, more=more, part=part, measure=measure), encoding="utf-8")
        return path

    return write


def _faults(path):
    with pytest.raises(SurveyError) as caught:
        read(path)
    return caught.value


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({"shared": "margin = 20"}, "margin"),
        ({"part": "margin = 20"}, "claim[M1].part[gap].margin"),
        ({"part": "margin = 20", "measure": '{ kind = "ahead", of = "view", minus = "later" }'}, "M1"),
        ({"part": "margin = 20", "measure": '{ kind = "agreement", of = "view" }'}, "M1"),
    ],
)
def test_a_margin_in_whole_points_is_refused_with_the_share_that_was_meant(written, settings, key):
    (problem,) = _faults(written(**settings)).problems
    assert problem.code == "analysis.plan.margin_in_points"
    assert key in str(problem.place.key)
    assert "A margin of 20 is no difference of shares" in problem.text("en")
    assert "Did you mean 0.20? Please give a number between 0 and 1" in problem.text("en")
    assert "Vouliez-vous dire 0.20" in problem.text("fr")


def test_a_margin_that_is_no_share_as_points_either_names_none(written):
    (problem,) = _faults(written(shared="margin = 200")).problems
    assert problem.code == "analysis.plan.margin_of_share"
    assert "mean" not in problem.text("en")


def test_the_margin_of_another_meaning_is_held_to_the_same(written):
    (problem,) = _faults(written(more=WORD)).problems
    assert problem.place.key == "claim[M1].word.other.margin"
    assert "Did you mean 0.05?" in problem.text("en")


def test_the_margin_of_a_plan_may_be_of_its_scores_alone(written):
    assert read(written(shared="margin = 2", measure=SCORE)).margin == 2
    assert read(written(shared="margin = 2", part="margin = 0.2")).claim[0].part[0].margin == 0.2


def test_a_margin_as_wide_as_the_scale_of_a_mean_is_refused(written, sample):
    assert not wrong_codes(read(written(part="margin = 3.9", measure=SCORE)), study=sample.study)
    (problem,) = wrong_codes(read(written(part="margin = 4", measure=SCORE)), study=sample.study)
    assert problem.code == "analysis.plan.margin_of_score"
    assert problem.place.key == "claim[M1].part[gap].margin"
    assert "A margin of 4 is as wide as the whole scale of “view” or wider: two means lie at most 4" in problem.text(
        "en"
    )
    difference = '{ kind = "score", of = "view", minus = "later" }'
    assert not wrong_codes(read(written(part="margin = 4", measure=difference)), study=sample.study)
    unbounded = '{ kind = "score", of = "w" }'
    assert not wrong_codes(read(written(part="margin = 400", measure=unbounded)), study=sample.study)
