from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.population import Margin
from survey.study.settings import DesignSettings, Weighting
from survey.weights import weigh
from survey.weights.not_stated import set_apart

DESIGN = DesignSettings(probabilities=("psu_probability",), eligible="adults")
FIGURES = {"sex": "sex,share\nf,0.6\nm,0.4\n", "place": "place,count\nurban,30\nrural,70\n"}


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "sex": pd.Categorical(["f", "f", "m", "m", None, "f"]),
            "place": pd.Categorical(["urban", "rural", "rural", "urban", "rural", "rural"]),
            "base_weight": [1.0, 2, 3, 1, 2, 1],
        }
    )


@pytest.fixture
def study(tmp_path):
    for name, figures in FIGURES.items():
        (tmp_path / f"{name}.csv").write_text(figures)
        (tmp_path / f"{name}.toml").write_text('source = "Census"\ndate = 2022\nuniverse = "Adults"\n')
    weighting = Weighting(margins=("sex.csv", "place.csv"), bounds=(0.2, 5.0))
    return SimpleNamespace(design=DESIGN, weighting=weighting, path=lambda name: tmp_path / name)


def answers(frame):
    return SimpleNamespace(values=frame.drop(columns="base_weight"))


def test_the_recipe_is_told_step_by_step(study, frame):
    weights = weigh(study, answers(frame), frame)
    assert [step.action for step in weights.steps] == ["inverse_probabilities", "rake"]
    assert "psu_probability, adults" in weights.steps[0].text("en")
    assert weights.values @ (frame["place"] == "urban") == pytest.approx(30)
    assert [note.code for note in weights.steps[1].notes] == ["survey.weights.not_stated"]
    assert (weights.heaviest.margin, weights.heaviest.category) == ("place", "rural")
    assert "rural in place, with 1.05 times" in weights.text("en")
    assert "rural dans place" in weights.text("fr")


def test_replayed_it_gives_the_same_bytes(study, frame):
    once, again = (weigh(study, answers(frame), frame) for _ in range(2))
    assert once.values.tobytes() == again.values.tobytes()
    assert once.steps == again.steps


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
