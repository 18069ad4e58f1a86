"""What the sentence of a verdict says of its interval, so that nobody needs the table beside it."""

import pytest

from analysis.claims.decide import decide_plan
from analysis.claims.figures import written, written_range

LEFT_MINUS_RIGHT = [{"where": "side = 'left'", "weight": 1}, {"where": "side = 'right'", "weight": -1}]
LIKES = {"of": "view >= 4"}
NOISE = {"of": "other >= 4"}
CHANGE = {"of": "later >= 4", "minus": "view >= 4"}


def part(measure, rule, *, name="part", **more):
    return {"name": name, "estimand": "what is estimated", "measure": measure, "rule": rule, **more}


@pytest.fixture
def sentences(sample, plan_with):
    def of(*parts, **more):
        plan = plan_with({"id": "C", "statement": "A claim.", "part": list(parts), **more})
        found = decide_plan(plan, sample=sample)[0]
        return found, found.sentence("en"), found.sentence("fr")

    return of


@pytest.mark.parametrize(
    ("one", "english", "french"),
    [
        (part(NOISE, "majority", reference=0.4), "The interval contains 40.0%", "L'intervalle contient 40,0\u202f%"),
        (part(NOISE, "superiority", term=LEFT_MINUS_RIGHT, margin=0.01), "contains zero", "contient zéro"),
        (
            part(CHANGE, "equivalence", margin=0.01),
            "neither wholly within −1.0 to 1.0 points",
            "ni tout entier dans la plage de −1,0 à 1,0 point,",
        ),
        (
            part(LIKES, "superiority", term=LEFT_MINUS_RIGHT, margin=0.9),
            "the 90% interval stays within −90.0 to 90.0 points, where a difference does not matter",
            "celui à 90\u202f% reste dans la plage de −90,0 à 90,0 points, où un écart ne compte pas",
        ),
        (
            part({"kind": "category", "of": "view"}, "plurality", category="5", where="side = 'left'"),
            "than “Good” (95% interval: ",
            "que «\u202fBien\u202f» (intervalle à 95\u202f%\u00a0: ",
        ),
    ],
)
def test_the_sentence_says_what_the_interval_shows(sentences, one, english, french):
    _, in_english, in_french = sentences(one)
    assert english in in_english
    assert french in in_french


def test_a_plurality_is_told_by_how_much_more_or_less_than_the_other_answer(sentences):
    claimed = {"kind": "category", "of": "view"}
    found, english, french = sentences(part(claimed, "plurality", category="1", where="side = 'left'"))
    assert found.verdict == "contradicted"
    less = f"{-100 * found.estimate:.1f} points"
    ends = [f"{-100 * end:.1f}" for end in (found.ci_high, found.ci_low)]
    assert f"“Very bad” gets {less} less than “Very good” (95% interval: {ends[0]} to {ends[1]} points less;" in english
    assert f"{less.replace('.', ',')} de moins que" in french
    assert "−" not in english


def test_a_difference_of_an_index_says_what_its_scale_means(sentences):
    dispersion = {"kind": "agreement", "of": "view"}
    found, english, french = sentences(part(dispersion, "superiority", term=LEFT_MINUS_RIGHT, margin=0.01))
    side = "higher" if found.estimate > 0 else "lower"
    assert f"What is estimated: {abs(found.estimate):.2f} {side} (95% interval: " in english
    assert "−1 where there are two opposed camps; lower means more divided." in english
    assert "−1 s'il y a deux camps opposés" in french
    alone, told, _ = sentences(part(dispersion, "superiority", where="side = 'left'"))
    assert f"What is estimated: {alone.estimate:.2f} (95% interval " in told  # a level, not a difference


def test_what_is_open_says_what_such_a_sample_could_have_seen(sentences):
    found, english, french = sentences(part(NOISE, "majority", reference=0.4))
    detectable = f"{100 * found.detectable:.1f} points away from 40.0%"
    assert detectable in english
    assert f"{100 * found.detectable:.1f} points de 40,0\u202f%".replace(".", ",", 1) in french


def test_one_of_many_parts_that_speaks_against_a_claim_is_not_said_to_hold_zero(sentences):
    low = part(NOISE, "majority", name="low", reference=0.48)
    others = [part(LIKES, "majority", name=f"other_{number}", where="side = 'left'") for number in range(8)]
    alone, _, _ = sentences(low)
    assert alone.verdict == "contradicted"
    assert alone.p > 0.05 / 9
    found, english, french = sentences(low, *others)
    assert found.verdict == "inconclusive"
    assert "9 parts of the claim are tested, which asks for stricter proof of each" in english
    assert "9 parties de l'affirmation sont examinées" in french


def test_points_are_named_once_and_a_french_plural_begins_at_two():
    assert written_range(-0.143, -0.002, unit="points", language="fr") == "−14,3 à −0,2 points"
    assert written(0.019, unit="points", language="fr") == "1,9 point"
    assert written(0.02, unit="points", language="fr") == "2,0 points"
    assert written(0.01, unit="points", language="en") == "1.0 points"
