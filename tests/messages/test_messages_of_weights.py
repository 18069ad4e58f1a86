"""Each way in which weighting can fail says what was got, what was expected and what to do, in both languages."""

import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.population import Margin
from survey.weights import calibrate, rake

RAKING = "raking"

PEOPLE = pd.DataFrame({"sex": ["f", "f", "m", "m"], "place": ["town", "bush", "town", "bush"]})
EMPTY_CELL = pd.DataFrame({"sex": ["f", "f", "m"], "place": ["town", "town", "bush"]})
SEX = Margin.of("sex", {"f": 60, "m": 40})
PLACE = Margin.of("place", {"town": 30, "bush": 70})
CROSSED = Margin.of(
    "crossed", {("f", "town"): 1, ("f", "bush"): 1, ("m", "town"): 1, ("m", "bush"): 7}, by=("sex", "place")
)


@pytest.mark.parametrize(
    ("call", "place", "english", "french"),
    [
        (
            lambda: rake(PEOPLE, margins=[SEX, Margin.of("place", {"town": 30, "bush": 90})]),
            "place",
            "This margin counts 120 people, but sex counts 100.",
            "Cette marge compte 120 personnes, mais sex en compte 100.",
        ),
        (
            lambda: rake(PEOPLE, margins=[Margin.of("sex", {"f": 6, "m": 4}), CROSSED]),
            "sex",
            "This margin contradicts crossed: category “f” is 6 here and 2 there.",
            "Cette marge contredit crossed\u00a0: la modalité «\u202ff\u202f» vaut 6 ici et 2 là.",
        ),
        (
            lambda: rake(EMPTY_CELL, margins=[SEX, PLACE]),
            "place",
            "stays 52.7% away from its target, and nobody in it is also in m (sex).",
            "et personne n'y est aussi dans m (sex).",
        ),
        (
            lambda: rake(PEOPLE, margins=[Margin.of("sex", {"f": 50, "m": 40, "x": 10})]),
            "sex",
            "No respondent with a weight is in category “x”, so no weight can meet its target.",
            "Aucun répondant ayant un poids n'est dans la modalité «\u202fx\u202f»",
        ),
        (
            lambda: rake(PEOPLE, margins=[Margin.of("place", {"town": 100})]),
            "place",
            "Respondents in category “bush”: 2, but this margin lacks it; it has town.",
            "Répondants dans la modalité «\u202fbush\u202f»\u00a0: 2, mais cette marge ne l'a pas\u202f; elle a town.",
        ),
        (
            lambda: rake(PEOPLE.assign(sex=["f", None, "m", np.nan]), margins=[SEX]),
            "sex",
            "Respondents without an answer to “sex”: 2 (rows 2, 4, counted from 1), expected a category for each.",
            "Répondants sans réponse à «\u202fsex\u202f»\u00a0: 2 (lignes 2, 4, comptées à partir de 1)",
        ),
        (
            lambda: rake(PEOPLE, margins=[SEX], weights=np.array([1.0, np.nan, 1.0, 1.0])),
            None,
            "Base weights that are missing, infinite or negative: 1 (rows 2, counted from 1)",
            "Poids de base manquants, infinis ou négatifs\u00a0: 1 (lignes 2, comptées à partir de 1)",
        ),
        (
            lambda: rake(PEOPLE, margins=[SEX], weights=np.zeros(4)),
            None,
            "All base weights together are 0, expected a total above zero.",
            "Tous les poids de base ensemble font 0",
        ),
        (
            lambda: Margin.of("sex", {"f": 0.0, "m": 0.0}),
            "sex",
            "Category “f” has 0, expected a number above zero.",
            "La modalité «\u202ff\u202f» vaut 0",
        ),
        (
            lambda: Margin.of("sex", {"f": "many", "m": 40}),
            "sex",
            "Category “f” has nan, expected a number above zero.",
            "La modalité «\u202ff\u202f» vaut nan",
        ),
        (
            lambda: calibrate(
                PEOPLE.assign(age=[20, 30, 40, 50], one=1), totals={"one": 9}, means={"age": 60}, method=RAKING
            ),
            "age",
            "No weights meet all known figures at once: that of this column stays",
            "Aucun poids ne respecte tous les chiffres connus à la fois",
        ),
        (
            lambda: calibrate(PEOPLE.assign(one=1), totals={"one": 100}, method="logit", bounds=(0.9, 1.1)),
            "one",
            "With factors from 0.9 to 1.1 no weights meet all known figures",
            "Avec des facteurs de 0,9 à 1,1, aucun poids ne respecte tous les chiffres connus",
        ),
        (
            lambda: calibrate(pd.concat([PEOPLE.assign(one=1)] * 2, axis=1), totals={"one": 100}),
            "one",
            "The respondents have several columns of this name",
            "Les répondants ont plusieurs colonnes de ce nom",
        ),
        (
            lambda: rake(PEOPLE, margins=[SEX, PLACE], bounds=(0.95, 1.05)),
            "place",
            "With factors from 0.95 to 1.05 no weights meet the margins",
            "Avec des facteurs de 0,95 à 1,05, aucun poids ne respecte les marges",
        ),
    ],
)
def test_a_failure_is_said_in_both_languages_with_a_remedy(call, place, english, french):
    with pytest.raises(SurveyError) as caught:
        call()
    problem = caught.value.problems[0]
    assert place in (problem.place.key, problem.place.column)
    assert english in problem.text("en")
    assert french in problem.text("fr")
    assert all("Please " in one.text("en") and "Veuillez " in one.text("fr") for one in caught.value.problems)
