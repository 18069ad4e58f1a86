from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.population import Margin
from survey.study import Weighting
from survey.study.settings import DesignSettings, Files
from survey.weights import Influence, most_moved, weigh
from survey.weights.not_stated import set_apart

DESIGN = DesignSettings(probabilities=("psu_probability",), eligible="adults")
LEDGER = """psu,region,psu_probability,status,households,visited,interviewed
a,north,0.1,reached,100,5,2
b,north,0.1,reached,100,4,2
c,north,0.2,lost,50,0,0
d,south,0.5,reached,100,3,2
e,south,0.5,replaced,80,0,0
"""
FIGURES = {"sex": "sex,share\nf,0.6\nm,0.4\n", "place": "place,count\nurban,30\nrural,70\n"}


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "sex": pd.Categorical(["f", "f", "m", "m", None, "f"]),
            "place": pd.Categorical(["urban", "rural", "rural", "urban", "rural", "rural"]),
            "age": [20.0, 30, 40, 50, 60, 70],
            "psu": ["a", "a", "b", "b", "d", "d"],
            "adults": [1.0, 2, 3, 1, 1, 1],
            "base_weight": [1.0, 2, 3, 1, 2, 1],
        }
    )


@pytest.fixture
def study(tmp_path):
    for name, figures in FIGURES.items():
        (tmp_path / f"{name}.csv").write_text(figures)
        (tmp_path / f"{name}.toml").write_text('source = "Census"\ndate = 2022\nuniverse = "Adults"\n')
    (tmp_path / "sample.csv").write_text(LEDGER)
    weighting = Weighting(margins=("sex.csv", "place.csv"), bounds=(0.2, 5.0))
    path, files = (lambda name: tmp_path / name), Files(sample="sample.csv")
    return SimpleNamespace(design=DESIGN, weighting=weighting, path=path, files=files)


def answers(frame):
    instrument = SimpleNamespace(items=(SimpleNamespace(name="psu", role="psu"),))
    return SimpleNamespace(values=frame.drop(columns="base_weight"), instrument=instrument)


def recipe(*steps):
    return Weighting(step=steps)


WHOLE = recipe(
    {"action": "nonresponse", "classes": ["region"], "drawn": "households"},
    {"action": "poststratify", "margins": ["sex.csv"]},
    {"action": "calibrate", "margins": ["place.csv"], "means": {"age": 44.0}, "method": "raking"},
    {"action": "trim", "highest": 1.9},
    {"action": "rake", "margins": ["sex.csv", "place.csv"], "tolerance": 1e-12},
)


def test_the_recipe_is_told_step_by_step(study, frame):
    weights = weigh(study, answers(frame), frame)
    assert [step.action for step in weights.steps] == ["inverse_probabilities", "within_household", "rake"]
    assert "psu_probability" in weights.steps[0].text("en")
    assert weights.steps[0].spread.total == pytest.approx((frame["base_weight"] / frame["adults"]).sum())
    assert weights.steps[1].spread.total == frame["base_weight"].sum()
    assert weights.steps[2].text("en").endswith("multiplied by less than 0.2 or more than 5")
    assert weights.values @ (frame["place"] == "urban") == pytest.approx(30)
    assert [note.code for note in weights.steps[2].notes] == ["survey.weights.not_stated"]
    assert (weights.heaviest.margin, weights.heaviest.category) == ("place", "rural")
    assert "rural in place, with 1.05 times" in weights.text("en")
    assert "rural dans place" in weights.text("fr")


@pytest.mark.parametrize("told", [Weighting(margins=("sex.csv", "place.csv")), WHOLE])
def test_replayed_it_gives_the_same_bytes(study, frame, told):
    study.weighting = told
    replayed = Weighting.model_validate_json(told.model_dump_json(exclude_unset=True))
    once = weigh(study, answers(frame), frame)
    study.weighting = replayed
    again = weigh(study, answers(frame), frame)
    assert once.values.tobytes() == again.values.tobytes()
    assert once.steps == again.steps
    assert once.margins == again.margins


def test_each_step_of_a_recipe_leaves_its_record(study, frame):
    study.weighting = WHOLE
    weights = weigh(study, answers(frame), frame)
    actions = ["nonresponse_classes", "poststratify", "calibrate_raking", "trim_and_fit", "rake"]
    assert [step.action for step in weights.steps[2:]] == actions
    assert [step.largest_error is None for step in weights.steps] == [True, True, True, False, False, False, False]
    assert all(step.text("fr") for step in weights.steps)
    trimmed = weights.steps[5]
    assert trimmed.spread.maximum <= 1.9 * trimmed.spread.total / 6 * 1.0002
    assert trimmed.largest_error > 1e-8  # post-stratification was before: it is measured again, and no longer met
    met = {(line.margin, line.category): line.error for line in weights.margins}
    assert len(met) == 3 + 2 + 1
    assert max(error for (margin, _), error in met.items() if margin != "mean") <= 1e-8


def test_places_that_were_lost_are_carried_by_their_class(study, frame):
    study.weighting = recipe({"action": "nonresponse", "classes": ["region"], "drawn": "households"})
    weights = weigh(study, answers(frame), frame)
    north = (100 / 0.1 + 100 / 0.1 + 50 / 0.2) / (100 / 0.1 + 100 / 0.1)
    np.testing.assert_allclose(weights.values / frame["base_weight"], [north] * 4 + [1.0] * 2)


def test_people_who_did_not_answer_are_carried_by_those_of_their_propensity(study, frame):
    told = {"action": "nonresponse", "predictors": ["households"], "drawn": "visited", "responded": "interviewed"}
    study.weighting = recipe(told)
    (study.path("sample.csv")).write_text(LEDGER.replace("lost,50,0,0", "reached,50,8,1"))
    weights = weigh(study, answers(frame), frame)
    rate = (5 / 0.1 + 4 / 0.1 + 3 / 0.5) / (2 / 0.1 + 2 / 0.1 + 2 / 0.5)
    np.testing.assert_allclose(weights.values / frame["base_weight"], rate)


@pytest.mark.parametrize(
    ("was", "instead", "code"),
    [
        ("a,north,0.1,reached,100", "z,north,0.1,reached,100", "not_in_ledger"),
        ("a,north,0.1,reached,100", "a,north,0.1,reached,", "ledger_counts"),
        ("d,south,0.5,reached", "d,south,0.5,lost", "class_empty"),
    ],
)
def test_a_ledger_that_does_not_fit_is_refused(study, frame, was, instead, code):
    study.weighting = recipe({"action": "nonresponse", "classes": ["region"], "drawn": "households"})
    (study.path("sample.csv")).write_text(LEDGER.replace(was, instead))
    with pytest.raises(SurveyError) as caught:
        weigh(study, answers(frame), frame)
    assert [problem.code for problem in caught.value.problems] == [f"survey.weights.{code}"]
    assert "Veuillez" in caught.value.text("fr")


def test_limits_that_no_weights_can_keep_beside_the_margins_are_refused(study, frame):
    study.weighting = recipe({"action": "rake", "margins": ["place.csv"]}, {"action": "trim", "highest": 1.01})
    with pytest.raises(SurveyError, match="after 200 rounds"):
        weigh(study, answers(frame), frame)


def test_scores_of_an_ordered_question_are_weighted_by_its_codes(study, frame):
    scored = frame.assign(place=frame["place"].map({"urban": 2.0, "rural": 1.0}).astype(float))
    assert weigh(study, answers(frame), scored).values.tobytes() == weigh(study, answers(frame), frame).values.tobytes()


@pytest.mark.parametrize(
    ("design", "action"), [(DesignSettings(), "equal_weights"), (DesignSettings(weight="w"), "given_weights")]
)
def test_without_margins_the_base_weights_are_the_weights(study, frame, design, action):
    study.design, study.weighting = design, None
    weights = weigh(study, answers(frame), frame)
    assert [step.action for step in weights.steps] == [action]
    assert weights.steps[0].text("fr")
    np.testing.assert_array_equal(weights.values, frame["base_weight"])
    assert weights.margins == ()
    assert weights.heaviest is None
    assert weights.text("en").startswith("6 interviews say as much as 5 with equal weights")


def test_a_margin_that_is_not_there_is_refused(study, frame):
    study.weighting = Weighting(margins=("mali_2022.regions",))
    with pytest.raises(SurveyError, match=r"mali_2022\.region"):
        weigh(study, answers(frame), frame)


def test_who_lacks_an_answer_keeps_their_share_and_the_rest_meet_the_margin(frame):
    sex = Margin.of("sex", {"f": 60, "m": 40})
    apart = set_apart(frame, margins=[sex], base=frame["base_weight"].to_numpy())
    (margin,) = apart.margins
    assert margin.total == pytest.approx(100)
    assert margin.targets[("not_stated",)] == pytest.approx(20)
    assert margin.targets[("f",)] / margin.targets[("m",)] == pytest.approx(1.5)
    assert not apart.frame.isna().any(axis=None)


def test_nobody_is_set_apart_where_all_answered(frame):
    place = Margin.of("place", {"urban": 30, "rural": 70})
    apart = set_apart(frame, margins=[place], base=frame["base_weight"].to_numpy())
    assert apart.margins == (place,)
    assert apart.notes == ()


def test_answers_that_hang_most_on_the_weights_come_first():
    def moved(outcome, correlation):
        return Influence(
            outcome=outcome, n=9, unweighted=1.0, weighted=1.0, correlation=correlation, without_heaviest=1.0
        )

    found = [moved("still", None), moved("little", 0.1), moved("down", -0.5), moved("up", 0.3)]
    assert [one.outcome for one in most_moved(found, most=2)] == ["down", "up"]
