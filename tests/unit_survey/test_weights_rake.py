import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.population import Margin
from survey.weights.rake import rake

SEX = Margin.of("sex", {"f": 60, "m": 40})
PLACE = Margin.of("place", {"urban": 0.3, "rural": 0.7})


@pytest.fixture
def people():
    return pd.DataFrame(
        {
            "sex": pd.Categorical(["f", "f", "f", "m", "m"]),
            "place": ["urban", "rural", "rural", "urban", "rural"],
            "w": [1.0, 2.0, 1.0, 3.0, 1.0],
        }
    )


def codes(call):
    with pytest.raises(SurveyError) as caught:
        call()
    for problem in caught.value.problems:
        assert "Please " in problem.text("en")
        assert "Veuillez " in problem.text("fr")
    return [(problem.code.rsplit(".", 1)[1], problem.place.key) for problem in caught.value.problems]


def test_margins_are_met_and_the_step_says_how(people):
    weights = rake(people, margins=[SEX, PLACE], weights="w")
    assert weights.values @ (people["sex"] == "f") == pytest.approx(60, rel=1e-10)
    assert weights.values @ (people["place"] == "urban") == pytest.approx(30, rel=1e-10)
    assert weights.values[1] / weights.values[2] == pytest.approx(2)
    assert weights.largest_error == weights.steps[0].largest_error <= 1e-10
    assert weights.spread.total == pytest.approx(100)
    line = weights.margins[0]
    assert (line.margin, line.category, line.n, line.target, line.before) == ("sex", "f", 3, 60, pytest.approx(50))
    assert list(weights.to_frame()["category"]) == ["f", "m", "urban", "rural"]
    assert "sex, place" in weights.steps[0].text("fr")


def test_the_heaviest_category_has_the_largest_mean_weight(people):
    line = rake(people, margins=[SEX, PLACE]).heaviest
    assert (line.margin, line.category) == ("place", "rural")
    assert line.mean_weight == pytest.approx(70 / 3)


def test_counts_set_the_total_and_shares_of_other_counts_are_scaled_with_a_note(people):
    place = Margin(name="p", variables=("place",), targets={("urban",): 300, ("rural",): 700}, measure="share")
    weights = rake(people, margins=[place, SEX], weights="w")
    assert weights.spread.total == pytest.approx(100)
    assert [note.values["margin"] for note in weights.steps[0].notes] == ["p"]


def test_integers_and_strings_are_matched_like_categoricals(people):
    plain = people.assign(sex=people["sex"].map({"f": 7, "m": 9}).astype(int))
    sex = Margin.of("sex", {"7": 60, "9": 40})
    np.testing.assert_allclose(
        rake(plain, margins=[sex, PLACE], weights="w").values, rake(people, margins=[SEX, PLACE], weights="w").values
    )


def test_many_possible_cells_but_few_people():
    rng = np.random.default_rng(3)
    names = [f"v{i}" for i in range(8)]
    frame = pd.DataFrame({name: pd.Categorical(rng.permutation(200) % 40) for name in names})
    margins = [Margin.of(name, {str(code): 1 / 40 for code in range(40)}) for name in names]
    assert rake(frame, margins=margins).largest_error <= 1e-10


def test_a_weight_of_zero_stays_zero(people):
    weights = rake(people.assign(w=[0, 2, 1, 3, 1]), margins=[SEX], weights="w")
    assert weights.values[0] == 0
    assert weights.spread.n == 4


def test_respondents_and_margins_that_do_not_fit_are_all_named_at_once(people):
    sex = Margin.of("sex", {"f": 60, "x": 40})
    place = Margin.of("place", {"urban": 0.3, "rural": 0.6, "nomadic": 0.1})
    assert codes(lambda: rake(people, margins=[sex, place])) == [
        ("not_in_margin", "sex"),
        ("nobody", "sex"),
        ("nobody", "place"),
    ]
    people.loc[2, ["sex", "place"]] = None
    assert codes(lambda: rake(people, margins=[SEX, PLACE])) == [
        ("missing_answers", "sex"),
        ("missing_answers", "place"),
    ]
    assert codes(lambda: rake(people, margins=[SEX, Margin.of("age", {"18+": 1.0})])) == [("no_variable", "age")]


def test_margins_that_contradict_each_other_are_refused(people):
    assert codes(lambda: rake(people, margins=[SEX, Margin.of("place", {"urban": 3, "rural": 7})])) == [
        ("totals_differ", "place")
    ]
    cross = {("f", "urban"): 0.2, ("f", "rural"): 0.3, ("m", "urban"): 0.1, ("m", "rural"): 0.4}
    crossed = Margin.of("crossed", cross, by=("sex", "place"))
    assert codes(lambda: rake(people, margins=[SEX, crossed])) == [("margins_contradict", "sex")] * 2


def test_an_empty_cell_that_makes_margins_impossible_is_named():
    frame = pd.DataFrame({"sex": ["f", "f", "m"], "place": ["urban", "urban", "rural"]})
    found = codes(lambda: rake(frame, margins=[SEX, PLACE]))
    assert {code for code, _ in found} == {"not_converged_empty"}


def test_bounds_hold_or_are_said_to_be_too_tight(people):
    weights = rake(people, margins=[SEX, PLACE], weights="w", bounds=(0.5, 2.2))
    factor = weights.values / weights.base * weights.base.sum() / 100
    assert factor.min() >= 0.5
    assert factor.max() <= 2.2
    assert weights.largest_error <= 1e-10
    assert {code for code, _ in codes(lambda: rake(people, margins=[SEX, PLACE], weights="w", bounds=(0.9, 1.1)))} == {
        "bounds_too_tight"
    }


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"margins": []}, "no_margins"),
        ({"margins": [SEX], "bounds": (1.0, 2.0)}, "bounds"),
        ({"margins": [SEX], "tolerance": 0}, "tolerance"),
        ({"margins": [SEX], "weights": "none"}, "no_weights"),
        ({"margins": [SEX], "weights": np.ones(3)}, "length"),
        ({"margins": [SEX], "weights": np.array([1, np.nan, 1, -1, 1])}, "bad_weights"),
        ({"margins": [SEX], "weights": np.zeros(5)}, "zero_weights"),
    ],
)
def test_settings_that_cannot_be_are_refused(people, settings, expected):
    assert [code for code, _ in codes(lambda: rake(people, **settings))] == [expected]


def test_nobody_to_weight(people):
    assert codes(lambda: rake(people.head(0), margins=[SEX])) == [("no_respondents", None)]


def test_a_margin_of_other_people_is_noted_with_counts_as_the_language_writes_them(people):
    count = Margin.of("sex", {"f": 60_000, "m": 40_000})
    place = Margin(
        name="place", variables=("place",), targets={("urban",): 6.7e6, ("rural",): 1.46e7}, measure="share", source="x"
    )
    raked = rake(people, margins=[count, place], weights="w")
    (note,) = raked.steps[-1].notes
    assert "counts 21,300,000 people; only its distribution is used, on a total of 100,000." in note.text("en")
    french = note.text("fr").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "compte 21 300 000 personnes" in french
    assert "pour un total de 100 000" in french
    assert "\u00a0000" not in note.text("fr")
