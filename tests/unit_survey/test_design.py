"""A design is coded once, and refuses what does not fit."""

import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.design import Design
from survey.population import Margin
from survey.stage import LaterStage
from survey.weights import rake


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


def _refused(call):
    with pytest.raises(SurveyError) as error:
        call()
    assert "euillez" in error.value.text("fr")
    return error.value.text("en")


def test_weights_that_are_no_numbers_are_refused_with_their_rows(people):
    people["text"] = ["1", "2", "three", "4", "five", "6"]
    said = _refused(lambda: Design(people, weights="text"))
    assert said.startswith("weights holds “three”, which is no number (rows 3, 5, counted from 1: 2 in all). Please")
    assert "fpc holds “three”" in _refused(lambda: Design(people, fpc="text"))
    assert "weights takes one column; got 2" in _refused(lambda: Design(people, weights=["weight", "size"]))


def test_what_tells_no_groups_apart_is_refused(people):
    people["psu"] = [[1], [1], [2], [2], [1], [2]]
    assert "psu holds values of type list" in _refused(lambda: Design(people, psu="psu"))
    assert "got dict" in _refused(lambda: Design({"psu": [1, 2]}, psu="psu"))
    twice = pd.concat([people, people[["weight"]]], axis=1)
    assert "more than once" in _refused(lambda: Design(twice, weights="weight"))


def test_an_unknown_column_is_answered_with_the_nearest_or_a_handful(people):
    assert "Did you mean weight?" in _refused(lambda: Design(people, weights="weigth"))
    wide = pd.DataFrame({f"column_{number}": [1.0, 2.0] for number in range(100)})
    assert "Did you mean column_0, column_1, column_2, column_3, column_4, column_5 ...?" in _refused(
        lambda: Design(wide, weights="x")
    )
    assert "Did you mean stratum?" in _refused(lambda: Design(people).with_replicate_weights(["stratun"], scale=1))


def test_rows_are_counted_from_1_in_designs_and_in_weights(people):
    people.loc[1, "weight"] = -1.0
    assert "negative in rows 2 (counted from 1)" in _refused(lambda: Design(people, weights="weight"))
    margins = [Margin.of("stratum", {"a": 1, "b": 1})]
    assert "(rows 2, counted from 1)" in _refused(lambda: rake(people, margins=margins, weights="weight"))
