"""A design is coded once, and refuses what does not fit."""

import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.design import Design
from survey.stage import LaterStage


@pytest.fixture
def people():
    return pd.DataFrame(
        {
            "stratum": ["b", "a", "a", "b", "b", "a"],
            "psu": [1, 1, 2, 2, 1, 2],
            "weight": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            "size": [4, 8, 8, 4, 4, 8],
        }
    )


def _code(error):
    return [problem.code for problem in error.value.problems]


def test_nested_psus_are_numbered_stratum_by_stratum(people):
    design = Design(people, strata="stratum", psu="psu", weights="weight", fpc="size", nest=True)
    (stage,) = design.index.stages
    assert stage.units.tolist() == [2, 2]
    assert (np.diff(design.index.stratum) >= 0).all()
    assert len(np.unique(design.index.psu)) == 4
    assert sorted(stage.fraction) == [0.25, 0.5]
    assert design.degrees_of_freedom == 2


def test_a_table_without_respondents_is_refused(people):
    with pytest.raises(SurveyError) as error:
        Design(people.head(0), psu="psu")
    assert _code(error) == ["survey.design.nobody"]


def test_several_columns_make_one_psu(people):
    together = Design(people, strata="stratum", psu=["stratum", "psu"])
    assert together.index.psu.tolist() == Design(people, strata="stratum", psu="psu", nest=True).index.psu.tolist()


def test_fractions_and_sizes_mean_the_same(people):
    people["fraction"] = 2 / people["size"]
    sizes = Design(people, strata="stratum", psu="psu", fpc="size", nest=True).index.stages[0].fraction
    fractions = Design(people, strata="stratum", psu="psu", fpc="fraction", nest=True).index.stages[0].fraction
    assert np.allclose(sizes, fractions)


def test_later_stages_lie_within_the_units_above(people):
    people["household"] = [1, 1, 1, 1, 2, 1]
    people["households"] = 10
    later = LaterStage(units="household", fpc="households")
    design = Design(people, psu="psu", fpc=np.full(6, 4), later_stages=[later], lonely_psu="certainty")
    first, second = design.index.stages
    assert second.share.tolist() == [0.5, 0.5]
    assert sorted(second.units) == [1, 2]
    assert len(second.stratum) == 3
    assert first.share.tolist() == [1.0]


def test_reweighted_keeps_the_codes(people):
    design = Design(people, strata="stratum", psu="psu", nest=True)
    other = design.reweighted(np.arange(6.0))
    assert other.index.stages is design.index.stages
    assert other.index.weights.tolist() == [0, 1, 2, 3, 4, 5]
    assert design.index.weights.tolist() == [1] * 6


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"strata": "region"}, "no_column"),
        ({"strata": "stratum", "psu": "psu"}, "psu_in_two_strata"),
        ({"weights": [1, 1, -1, 1, 1, 1]}, "weights"),
        ({"weights": [1, 1]}, "length"),
        ({"psu": [1, 2, None, 1, 2, 1]}, "missing"),
        ({"fpc": [6, 6, 6, 6, 6, 7]}, "fpc_varies"),
        ({"fpc": [3] * 6}, "fpc_too_small"),
        ({"lonely_psu": "remove"}, "lonely_psu_option"),
        ({"strata": "psu", "psu": "psu"}, "lonely"),
    ],
)
def test_what_does_not_fit_is_refused(people, settings, code):
    with pytest.raises(SurveyError) as error:
        Design(people, **settings)
    assert _code(error) == [f"survey.design.{code}"]


def test_a_certain_psu_is_not_lonely(people):
    fractions = np.where(people["psu"] == 1, 1.0, 0.5)
    with pytest.raises(SurveyError):
        Design(people, strata="psu", psu="psu", fpc=fractions)
    assert Design(people, strata="psu", psu="psu", fpc=np.ones(6)).index.stages[0].fraction.tolist() == [1, 1]
