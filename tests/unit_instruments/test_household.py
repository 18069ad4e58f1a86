"""The household questionnaire holds what the primary claims need, and nothing that must not be asked."""

import re

import pytest

from instruments import library
from instruments.checks.texts import every_text
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
    "C18": {"activity_2023", "activity_2024", "activity_recent", "conduct_2023", "conduct_2024", "conduct_recent"},
    "C19": {"activity_2023", "activity_mid_2023", "activity_late_2023", "activity_2024", "activity_recent"},
    "C26": {"conduct_wagner", "conduct_army"},
    "design": {"psu", "region", "milieu", "eligible_adults", "interviewer", "consent"},
    "candour": {"sponsor", "others_present"},
}


@pytest.mark.parametrize("claim", NEEDED)
def test_every_item_that_a_claim_needs_is_asked(claim):
    assert NEEDED[claim] <= {item.name for item in HOUSEHOLD.items}


CODES = {
    "milieu": "urban rural",
    "interview_language": "fr bm ff taq ses dts snk other",
    "consent": "yes no",
    "sex": "female male",
    "group": "bambara malinke fulani tuareg songhay dogon soninke arab_moor senufo_minianka other 98 99",
    "education": "none primary secondary higher 98 99",
    "security_trend": "1 2 3 98 99",
    "fear": "1 2 3 4 98 99",
    "prior_trust_army": "0 1 2 3 98 99",
    "aware": "yes no 98 99",
    "presence_support": "1 2 3 4 5 98 99",
    "role_support": "1 2 3 4 5 98 99",
    "favour_wagner": "1 2 3 4 5 98 99",
    "label_favour": "1 2 3 4 5 98 99",
    "entry_support": "1 2 3 4 5 98 99",
    "effectiveness": "1 2 3 4 98 99",
    "conduct_wagner": "1 2 3 4 5 98 99",
    "conduct_army": "1 2 3 4 5 98 99",
    "conduct_2023": "1 2 3 4 5 98 99",
    "conduct_2024": "1 2 3 4 5 98 99",
    "resentment": "1 2 3 4 5 98 99",
    "resentment_reasons": "violence looting disrespect ineffective foreign other_reason none 98 99",
    "treated_fairly": "1 2 3 98 99",
    "opinion_change": "1 2 3 98 99",
    "regret_minusma": "1 2 3 4 98 99",
    "regret_french": "1 2 3 4 98 99",
    "activity_2023": "1 2 3 4 98 99",
    "activity_2024": "1 2 3 4 98 99",
    "activity_recent": "1 2 3 4 98 99",
    "list_count": "98 99",
    "sponsor": "government organisation university foreign nobody 98 99",
    "others_present": "none family neighbours officials",
    "ease": "1 2 3",
}


@pytest.mark.parametrize("name", CODES)
def test_the_codes_of_an_answer_stay_what_plans_and_old_data_say(name):
    assert [choice.code for choice in HOUSEHOLD.scale_of(name).choices] == CODES[name].split()


def test_there_are_twenty_regions():
    assert len(HOUSEHOLD.scale_of("region").codes) == 20


def test_the_sensitive_statement_is_the_only_difference_between_the_lists():
    control, treatment = HOUSEHOLD.item("list_count").arms
    assert treatment.statements[:-1] == control.statements
    assert "Wagner" in treatment.statements[-1].wording("fr")


def test_french_keeps_its_typography():
    broken = re.compile(r"(?<!\u202f)[;?!»](?=\s|$)|(?<!\u00a0):(?=\s|$)|«(?!\u202f)")
    french = [text.wording("fr") for _, text in every_text(HOUSEHOLD)]
    assert [words for words in french if broken.search(words)] == []


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
    naming = [item for item in HOUSEHOLD.attitudes if "Wagner" in item.label.wording("fr")]
    assert naming
    assert all("aware" in item.relevant.names for item in naming)


def test_another_wording_is_another_questionnaire():
    from dataclasses import replace

    from instruments.text import Text

    first, *others = HOUSEHOLD.items
    changed = replace(HOUSEHOLD, items=(replace(first, hint=Text.of({"fr": "Autre"})), *others))
    assert changed.hash != HOUSEHOLD.hash
