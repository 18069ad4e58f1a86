"""The household questionnaire holds what the primary claims need, and nothing that must not be asked."""

import re

import pytest

from instruments import library
from instruments.item import CHOSEN

HOUSEHOLD = library.load("household")

NEEDED = {
    "C01": {"presence_support", "role_support", "list_count"},
    "C04": {"presence_support", "role_support"},
    "C05": {"resentment"},
    "C07": {"resentment", "group", "region"},
    "C10": {"favour_wagner", "opinion_change", "prior_trust_army"},
    "C12": {"favour_wagner", "group"},
    "C14": {"effectiveness"},
    "C15": {"security_trend"},
    "C17": {"entry_support", "regret_minusma", "regret_french"},
    "C18": {"activity_2023", "activity_2024", "conduct_2023", "conduct_2024"},
    "C26": {"conduct_wagner", "conduct_army"},
    "design": {"psu", "region", "milieu", "eligible_adults", "interviewer", "consent"},
    "candour": {"sponsor", "others_present"},
}


@pytest.mark.parametrize("claim", NEEDED)
def test_every_item_that_a_claim_needs_is_asked(claim):
    assert NEEDED[claim] <= {item.name for item in HOUSEHOLD.items}


@pytest.mark.parametrize("item", HOUSEHOLD.items, ids=lambda item: item.name)
def test_every_word_is_there_in_both_languages(item):
    for text in (item.label, item.hint, item.unit):
        assert set(text) in ({"fr", "en"}, set())
    assert item.label or item.kind in {"start", "end"}


@pytest.mark.parametrize("item", HOUSEHOLD.attitudes, ids=lambda item: item.name)
def test_an_opinion_can_always_be_withheld(item):
    if item.kind in CHOSEN:
        assert set(HOUSEHOLD.scale_of(item).non_answers) == {"98", "99"}


@pytest.mark.parametrize("scale", [scale for scale in HOUSEHOLD.scales if scale.ordered], ids=lambda scale: scale.name)
def test_a_scale_rises_from_low_to_high(scale):
    values = [scale.value_of(code) for code in scale.codes]
    assert values == sorted(set(values))


def test_nothing_identifies_a_respondent():
    assert not {item.kind for item in HOUSEHOLD.items} & {"geopoint", "audio", "image", "phonenumber", "email"}
    words = " ".join(f"{item.name} {item.label.wording('en')}" for item in HOUSEHOLD.asked)
    assert not re.search(r"\b(your name|telephone|phone|address|village)\b", words, re.IGNORECASE)
    assert {item.name for item in HOUSEHOLD.items if item.kind == "text"} == {"interviewer", "psu"}


def test_all_that_is_asked_about_wagner_waits_for_awareness():
    naming = [item for item in HOUSEHOLD.attitudes if item.sensitivity == "high" and not item.assigned_by]
    assert naming
    assert all("aware" in item.relevant.names for item in naming)


def test_another_wording_is_another_questionnaire():
    from dataclasses import replace

    from instruments.text import Text

    first, *others = HOUSEHOLD.items
    changed = replace(HOUSEHOLD, items=(replace(first, hint=Text.of({"fr": "Autre"})), *others))
    assert changed.hash != HOUSEHOLD.hash
