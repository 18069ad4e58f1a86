import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.weights.base import inverse_probabilities


def test_stages_multiply():
    drawn = pd.DataFrame({"psu": [0.25, 1.0], "household": [0.1, 0.5], "adults": [2.0, 1.0]})
    weights = inverse_probabilities(drawn, stages=["psu", "household"], eligible="adults")
    np.testing.assert_allclose(weights, [80, 2])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_wrong_probability_is_named_with_its_rows(language):
    drawn = pd.DataFrame(
        {"psu": [0, 0.5, None, -1], "household": ["12", "0.1", "x", "0.2"], "adults": [1, 0, 2, np.nan]}
    )
    with pytest.raises(SurveyError) as caught:
        inverse_probabilities(drawn, stages=["psu", "household"], eligible="adults")
    found = [(problem.code.rsplit(".", 1)[1], problem.values["rows"]) for problem in caught.value.problems]
    assert found == [
        ("probability_missing", "3"),
        ("probability_not_positive", "1, 4"),
        ("probability_missing", "3"),
        ("probability_above_one", "1"),
        ("eligible", "2, 4"),
    ]
    polite = {"en": "Please ", "fr": "Veuillez "}[language]
    assert caught.value.text(language).count(polite) == 5


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(SurveyError) as caught:
        inverse_probabilities(pd.DataFrame({"psu": [0.5]}), stages=["psu", "household"], eligible="adults")
    assert [problem.place.column for problem in caught.value.problems] == ["household", "adults"]
