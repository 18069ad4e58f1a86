"""From a notebook: plain frames in, weights and a design out, with nothing of a study."""

import pandas as pd
import pytest

from survey import Design, Margin, calibrate, poststratify, rake, trim


@pytest.fixture
def people():
    return pd.DataFrame(
        {
            "sex": ["f", "f", "m", "m", "f", "m"],
            "place": ["town", "bush", "town", "bush", "bush", "bush"],
            "age": [20, 30, 40, 50, 60, 70],
            "village": [1, 2, 1, 2, 3, 3],
            "w": [1.0, 2, 1, 1, 3, 1],
        }
    )


def test_rake_trim_and_a_design(people):
    sex, place = Margin.of("sex", {"f": 0.5, "m": 0.5}), Margin.of("place", {"town": 300, "bush": 700})
    raked = rake(people, margins=[sex, place], weights="w")
    assert raked.values.sum() == pytest.approx(1000)
    trimmed = trim(raked, highest=220)
    assert trimmed.values.max() <= 220
    assert trimmed.values.sum() == pytest.approx(1000)
    design = Design(people, psu="village", weights=trimmed.values)
    assert design.index.weights.sum() == pytest.approx(1000)
    assert list(raked.to_frame().columns) == ["margin", "category", "n", "target", "before", "after", "error"]


def test_calibrate_and_poststratify_agree_where_they_are_the_same(people):
    sex = Margin.of("sex", {"f": 520, "m": 480})
    by_margin = poststratify(people, margin=sex, weights="w").values
    assert calibrate(people, margins=[sex], weights="w").values == pytest.approx(by_margin)
    both = calibrate(people, margins=[sex], means={"age": 44}, weights="w", method="raking")
    assert both.values @ people["age"] / both.values.sum() == pytest.approx(44)
