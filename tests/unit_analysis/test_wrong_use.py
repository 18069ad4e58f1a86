"""What a notebook gives by mistake is refused in words, and what was meant is named."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import compare, contrast, equivalence, mean, median, quantile, regress, share, total
from analysis.inference.bounds import imbens_manski, worst_case
from instruments.errors import SurveyError
from survey.design import Design

PAGE = Path(__file__).parents[2] / "docs" / "estimates.md"


@pytest.fixture(scope="module")
def design():
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(
        {"place": np.arange(60) // 3, "sex": ["f", "m"] * 30, "score": rng.normal(3, 1, 60), "age": np.arange(20, 80)}
    )
    more = pd.DataFrame(0, index=frame.index, columns=[f"column_{number}" for number in range(100)])
    return Design(pd.concat([frame, more], axis=1), psu="place")


def refused(call):
    with pytest.raises(SurveyError) as caught:
        call()
    (problem,) = caught.value.problems
    assert "Please" in problem.text("en")
    assert "euillez" in problem.text("fr")
    return problem.text("en")


LEVELS = {
    "mean": lambda d, level: mean(d, "score", level=level),
    "total": lambda d, level: total(d, "score", by="sex", level=level),
    "share": lambda d, level: share(d, "sex", level=level),
    "beta": lambda d, level: share(d, "sex", interval="beta", level=level),
    "wilson": lambda d, level: share(d, "sex", interval="wilson", level=level),
    "median": lambda d, level: median(d, "score", level=level),
    "compare": lambda d, level: compare(d, "score", by="sex", level=level),
    "contrast": lambda d, level: contrast(d, "score", by="sex", of={"f": 1, "m": -1}, level=level),
    "regress": lambda d, level: regress(d, "score", on=["sex"]).to_frame(level=level),
    "bounds": lambda _, level: worst_case(0.5, se=0.0, open_low=0.0, open_high=0.1, level=level),
    "imbens_manski": lambda _, level: imbens_manski(1.0, level=level),
}


@pytest.mark.parametrize("taken", LEVELS)
def test_a_level_is_between_0_and_1_wherever_one_is_taken(design, taken):
    assert "Did you mean 0.95?" in refused(lambda: LEVELS[taken](design, 95))
    assert "The level is 1;" in refused(lambda: LEVELS[taken](design, 1))
    LEVELS[taken](design, 0.9)


def test_an_error_level_of_two_tests_is_below_one_half(design):
    assert "alpha is 5" in refused(lambda: equivalence(design, "score", low=2, high=4, alpha=5))


@pytest.mark.parametrize("estimator", [mean, total, share, median])
def test_nothing_is_not_estimated(design, estimator):
    assert "No column is named" in refused(lambda: estimator(design, []))


def test_an_outcome_is_not_its_own_predictor(design):
    assert "“score” is the outcome" in refused(lambda: regress(design, "score", on=["score"]))
    assert "“score” is the outcome" in refused(lambda: regress(design, "score", on=["sex", ["age", "score"]]))


def test_a_function_of_domains_that_are_not_there_is_told_which_are(design):
    said = refused(lambda: contrast(design, "score", by="sex", of=lambda m: m["Nord"] - m["f"]))
    assert said.startswith("The contrast names Nord; the domains are f or m.")


def test_an_unknown_column_is_answered_with_the_nearest_or_a_handful(design):
    assert "Did you mean score?" in refused(lambda: mean(design, "scor"))
    said = refused(lambda: quantile(design, "xyz", probabilities=[0.5]))
    assert "Did you mean place, sex, score, age, column_0, column_1 ...?" in said


def test_a_contrast_is_a_table_of_one_row(design):
    found = contrast(design, "score", by="sex", of={"f": 1, "m": -1}, null=0.5)
    (row,) = found.to_frame().to_dict("records")
    named = re.search(r"`contrast\(.*?\)` .*?: (.*?)\.", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert list(row) == re.findall(r"`(\w+)`", named[1])
    assert row == {name: getattr(found, name) for name in row}
