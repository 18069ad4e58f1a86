"""Techniques that hide a single answer: what they hide it with is known, kept, and can be drawn again."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.formats import toml
from instruments.formats.xlsform.writing import sheets
from instruments.item import Arm, Item
from instruments.techniques import Conjoint, Crosswise, Device, Endorsement, ForcedResponse, ListExperiment
from instruments.techniques.draw import drawn
from instruments.text import Text

FILE = Path(__file__).parent / "forms" / "everything.toml"
WRITTEN = FILE.read_text(encoding="utf-8")
EVERYTHING = toml.read(FILE)
ROWS = {row["name"]: row for row in sheets(EVERYTHING)["survey"] if "name" in row}
FRENCH, ENGLISH = "label::Français (fr)", "label::English (en)"


def test_each_technique_is_known_of_its_item():
    kinds = {item.name: type(item.technique) for item in EVERYTHING.items if item.technique}
    assert kinds == {
        "list_count": ListExperiment,
        "list_again": ListExperiment,
        "training": Endorsement,
        "forced": ForcedResponse,
        "crossed": Crosswise,
        "crossed_anchor": Crosswise,
        "patrol_1": Conjoint,
        "patrol_2": Conjoint,
    }


def test_the_chances_are_those_of_the_draw():
    forced, crossed = (EVERYTHING.item(name).technique for name in ("forced", "crossed"))
    assert (forced.truth, forced.forced_yes) == (Fraction(2, 3), Fraction(1, 6))
    assert crossed.chance == Fraction(1, 4)
    assert str(crossed.understood) == "die_example = 'yes'"


def test_the_estimator_of_forced_response_gives_back_the_published_share():
    """831 of 2435 said yes with p = 2/3 and 1/6 forced: .26191 (Blair, Imai and Zhou 2015)."""
    design = ForcedResponse(device=Device(name="die", outcomes=6), say_yes=1, say_no=1, yes="yes")
    share = (Fraction(831, 2435) - design.forced_yes) / design.truth
    assert float(share) == pytest.approx(0.26191, abs=5e-6)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_the_expected_counts_are_shares_with_the_mean_of_the_statements(expected):
    counts = ListExperiment(expected=tuple(expected)).counts
    assert sum(counts) == pytest.approx(1)
    assert sum(count * share for count, share in enumerate(counts)) == pytest.approx(sum(expected))


@given(st.integers(2, 7), st.floats(0, 1, exclude_max=True))
def test_an_arm_can_be_drawn_again_from_the_number_that_the_form_keeps(count, number):
    arms = tuple(Arm(code=f"arm{place}", label=Text.of({"fr": "g"})) for place in range(count))
    item = Item(name="drawn", kind="calculate", role="arm", label=Text.of({"fr": "g"}), arms=arms)
    from instruments.formats.xlsform.arms import _by_draw

    assert drawn(item, number=number) == _computed(_by_draw(item), number)


def _computed(calculation, number):
    """Return what a form would compute of nested ``if(draw * arms < place, 'arm', ...)``."""
    for arms, place, code in re.findall(r"\* (\d+) < (\d+), '(\w+)'", calculation):
        if number * int(arms) < int(place):
            return code
    return re.findall(r"'(\w+)'", calculation)[-1]


def test_a_conjoint_draws_every_attribute_of_both_profiles_once_and_keeps_it():
    technique = EVERYTHING.item("patrol_2").technique
    names = [name for attribute in technique.attributes for name in attribute.drawn]
    assert names == ["patrol_2a_company", "patrol_2b_company", "patrol_2a_conduct", "patrol_2b_conduct"]
    assert all(ROWS[f"{name}_draw"]["calculation"] == "once(random())" for name in names)
    assert ROWS["patrol_2"][ENGLISH] == (
        "Which is better?\nA: ${patrol_2a_company_en}, ${patrol_2a_conduct_en}\n"
        "B: ${patrol_2b_company_en}, ${patrol_2b_conduct_en}"
    )


def test_the_two_lists_of_a_double_list_are_long_in_opposite_arms():
    assert ROWS["list_count_treatment"][ENGLISH].count("•") == ROWS["list_again_control"][ENGLISH].count("•") == 4
    assert ROWS["list_count_control"][ENGLISH].count("•") == ROWS["list_again_treatment"][ENGLISH].count("•") == 3


def test_an_endorser_stands_in_the_wording_of_his_arm():
    assert ROWS["training"][FRENCH].startswith("${endorser_fr} de mieux former")
    assert "Wagner propose" in ROWS["endorser_fr"]["calculation"]


def test_the_interviewer_looks_away_from_a_hidden_draw():
    for name in ("forced", "crossed"):
        assert "Turn away" in ROWS[name]["hint::English (en)"]
    assert ROWS["crossed"][FRENCH].count("•") == 2
