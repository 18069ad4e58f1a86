"""The four questionnaires: each asks its own people, in both languages, and no one what could harm him."""

import re

import pytest

from instruments import library
from instruments.checks import check
from instruments.checks.handbook import rules
from instruments.checks.texts import every_text
from instruments.coverage import claims, coverage, gaps
from instruments.formats.matrix import as_text

FORMS = {name: library.load(name) for name in library.names()}
MATRIX = coverage(FORMS.values())
CLOSING = ["sponsor", "thanks", "others_present", "ease"]
NEVER_ASKED = {"C23", "C33"}
APART = ["awareness", "presence", "role", "effectiveness", "conduct", "fairness", "regret", "stay"]
OF_FORCES = {"friction", "coordination", "command_clear", "complaints", "respect_count", "approach_army"}
OF_NOTABLES = {"season_cercle", "season_quarter", "communities_treated", "opposed_change"}


def test_there_are_four_questionnaires():
    assert set(FORMS) == {"household", "key_informant", "officials", "security_forces"}


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row.claim)
def test_every_claim_is_asked_about_or_there_is_a_reason_why_never(row):
    assert (row.claim in NEVER_ASKED) == bool(row.never) == (not row.asked_of)
    assert set(row.items) == set(row.asked_of)


def test_the_claims_are_those_of_the_article_one_after_the_other():
    names = [row.claim for row in claims()]
    assert [name for name in names if name != "C18b"] == [f"C{number:02}" for number in range(1, 36)]


def test_no_link_leads_nowhere():
    assert [problem.text("en") for problem in gaps(MATRIX, instruments=FORMS.values())] == []


def test_a_claim_that_nobody_is_asked_about_any_more_is_found():
    from dataclasses import replace

    form = FORMS["security_forces"]
    without = replace(form, items=tuple(replace(item, claims=()) for item in form.items))
    found = list(gaps(coverage([without]), instruments=[without]))
    assert {problem.code for problem in found} == {"instruments.coverage.nobody"}
    assert "C20" in {problem.values["claim"] for problem in found}


def test_a_claim_is_not_asked_of_people_whom_it_would_harm_and_no_claim_is_made_up():
    from dataclasses import replace

    form = FORMS["household"]
    first, *others = form.items
    asked = form.item("fear")
    linked = tuple(replace(item, claims=("C20", "C99")) if item is asked else item for item in (first, *others))
    found = gaps(coverage([changed := replace(form, items=linked)]), instruments=[changed])
    assert {problem.code.rsplit(".", 1)[-1] for problem in found} == {"not_to_be_asked", "no_claim"}


def test_every_rule_on_claims_has_an_example_above():
    found = {code.rsplit(".", 1)[-1] for code in rules() if code.startswith("instruments.coverage.")}
    assert found == {"nobody", "not_to_be_asked", "no_claim"}


def test_the_matrix_says_in_words_who_is_asked_what_and_why_not():
    text = as_text(MATRIX, language="en")
    assert "C20  Field units often have friction with Wagner.\n  officials: friction\n" in text
    assert text.count("never asked: ") == len(NEVER_ASKED)


def test_what_only_one_kind_of_people_can_be_asked_is_in_their_form_alone():
    for name, form in FORMS.items():
        asked = {item.name for item in form.items}
        assert not asked & OF_NOTABLES or name == "key_informant"
        assert not asked & OF_FORCES or name in ("security_forces", "officials")
    assert not {"complaints", "respect_count"} & {item.name for item in FORMS["officials"].items}


def test_what_is_measured_apart_has_items_of_its_own():
    measured = {item.construct for item in FORMS["household"].items}
    assert set(APART) <= measured


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_perceived_sponsor_and_those_present_close_every_interview(form):
    assert [item.name for item in form.items[-len(CLOSING) :]] == CLOSING


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_rule_is_silent(form):
    assert [problem.text("en") for problem in check(form)] == []
    assert form.overrides == ()


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_french_keeps_its_typography_and_english_is_english(form):
    broken = re.compile(r"(?<!\u202f)[;?!»](?=\s|$)|(?<!\u00a0):(?=\s|$)|«(?!\u202f)")
    texts = [text for _, text in every_text(form)]
    assert [text["fr"] for text in texts if broken.search(text["fr"])] == []
    assert [text["en"] for text in texts if re.search(r"[\u202f«»]", text["en"])] == []


@pytest.mark.parametrize("name", ["key_informant", "security_forces", "officials"])
def test_a_form_for_chosen_people_holds_nothing_that_singles_them_out(name):
    asked = {item.name for item in FORMS[name].items}
    assert not asked & {"psu", "group", "age", "eligible_adults", "milieu", "sex"}
    assert "region" not in asked or name == "key_informant"


def test_the_same_question_has_the_same_words_for_everybody():
    household = FORMS["household"]
    for form in FORMS.values():
        for item in form.items:
            if item.name in household and item.name != "introduction":
                assert item.label == household.item(item.name).label
                assert form.scale_of(item) == household.scale_of(item.name)


def test_the_cercles_lie_in_the_regions_that_can_be_chosen():
    cercles = FORMS["key_informant"].scale_of("season_cercle")
    within = {choice.within for choice in cercles.choices if choice.within}
    assert within == set(FORMS["key_informant"].scale_of("region").codes)


def test_the_cercles_are_those_of_the_law_of_2023_and_one_for_the_rest():
    cercles = FORMS["key_informant"].scale_of("season_cercle")
    outside = [choice.code for choice in cercles.choices if choice.within is None and choice.non_answer is None]
    assert outside == ["other"]
    assert len(set(cercles.codes) - {"bamako", "other"}) == 159
