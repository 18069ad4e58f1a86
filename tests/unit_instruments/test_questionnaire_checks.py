"""Every rule fires on a form that breaks it, and all are silent on ours."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from instruments import library
from instruments.checks import check
from instruments.errors import SurveyError
from instruments.expression import parse
from instruments.formats import toml
from instruments.item import Arm, Item
from instruments.override import Override
from instruments.scale import Choice, Scale
from instruments.techniques import Crosswise, Device, ForcedResponse, ListExperiment
from instruments.text import Text

ROOT = Path(__file__).parents[2]
REAL = ROOT / "examples" / "afrobarometer-2005" / "questionnaire.toml"
HOUSEHOLD = library.load("household")


def _text(fr, en):
    return Text.of({"fr": fr, "en": en})


def _asking(fr="Quoi", en="What", **fields):
    """Return the household form with one more question, a harmless one unless it is told otherwise."""
    given = {"name": "extra", "kind": "select_one", "scale": "yes_no", "label": _text(fr, en)} | fields
    return replace(HOUSEHOLD, items=(*HOUSEHOLD.items, Item(**given)))


def _changing(name, **fields):
    return replace(
        HOUSEHOLD, items=tuple(replace(item, **fields) if item.name == name else item for item in HOUSEHOLD.items)
    )


def _offering(code):
    return Scale(name="one", choices=(Choice(code=code, label=_text("A", "A")),))


def _answered_on(scale, name):
    changed = _changing(name, scale=scale.name)
    used = {item.scale for item in changed.items}
    return replace(changed, scales=(*(one for one in HOUSEHOLD.scales if one.name in used), scale))


def _with_lists(*lengths):
    statements = tuple(_text(f"Énoncé {n}", f"Statement {n}") for n in range(9))
    arms = tuple(Arm(code=f"list{n}", label=_text("L", "L"), statements=statements[:n]) for n in lengths)
    return _changing("list_count", arms=arms)


def _die(understood=None):
    return ForcedResponse(device=Device(name="die", outcomes=6), say_yes=1, say_no=1, yes="yes", understood=understood)


def _tokens():
    statements = (_text("Rouge", "Red"), _text("Peur", "Fear"))
    tokens = Device(name="tokens", outcomes=4)
    return Crosswise(device=tokens, holds=1, statements=statements, same="yes", understood=parse("aware = 'yes'"))


REASON = _text("Essai du questionnaire dans deux villages.", "Pilot of the questionnaire in two villages.")


def _override(rule, item="extra", reason=REASON):
    return Override(rule=rule, item=item, reason=reason)


def _setting_aside(rule, **fields):
    return replace(_asking(kind="text", scale=None), overrides=(_override(rule, **fields),))


CONDUCT = HOUSEHOLD.scale_of("conduct_army")
REVERSED = replace(CONDUCT, name="reversed", choices=tuple(reversed(CONDUCT.choices)))

KEPT = """
name = "f"
version = "1"
title = { fr = "F" }
languages = ["fr"]
[[item]]
name = "q1"
kind = "text"
label = { fr = "Nom du répondant" }
[[item]]
name = "q2"
kind = "integer"
label = { fr = "Combien de téléphones avez-vous ?" }
"""

BAD = {
    "name_form": _asking(name="Nom d'usage"),
    "code_form": _answered_on(_offering("a b"), "education"),
    "unused_scale": replace(HOUSEHOLD, scales=(*HOUSEHOLD.scales, _offering("a"))),
    "asked_later": _changing("sex", relevant=parse("aware = 'yes'")),
    "unknown_placeholder": _asking("Que dire de ${arme} ?", "What of ${arme}?"),
    "no_wording": _asking(label=Text()),
    "untranslated": _asking(label=Text.of({"fr": "Quoi"})),
    "placeholder_lost": _asking("Que dire de ${label_arm} ?", "What of it?"),
    "same_wording": _asking(label=HOUSEHOLD.item("education").label),
    "cannot_withhold": _changing("favour_wagner", scale="yes_no", sensitivity="low"),
    "battery_scales": _changing("conduct_army", scale="extent_4"),
    "battery_directions": _answered_on(REVERSED, "conduct_army"),
    "list_apart": _with_lists(3, 5),
    "list_short": _with_lists(2, 3),
    "never_relatives": _asking(
        "Avez-vous un frère dans un groupe armé ?", "Is anyone of your family with the jihadists?"
    ),
    "never_collaborators": _asking("Qui collabore avec eux ici ?", "Who collaborates with them here?"),
    "never_witnessed": _asking("Avez-vous vu tuer quelqu'un ?", "Have you seen anybody killed?"),
    "never_incident": _asking("Quelle unité était là ?", "Which unit was there?"),
    "never_movements": _asking("Par où passent les patrouilles ?", "Where do the patrols go?"),
    "never_own_support": _asking("Soutenez-vous les groupes jihadistes ?", "Do you support the jihadist groups?"),
    "identifier": _asking("Quel est votre nom ?", "What is your name?"),
    "identifier_kept": toml.read_bytes(KEPT.encode(), file="f.toml"),
    "free_text": _asking(kind="text", scale=None),
    "group_by_place": _asking(name="commune"),
    "cannot_refuse": _asking(sensitivity="high", required=True),
    "double_negative": _asking("Ne pensez-vous pas qu'il ne faut pas partir ?", "Do you not think they should not go?"),
    "list_ends": _changing("list_count", technique=ListExperiment(expected=(0.9, 0.8, 0.7))),
    "list_unknown": _changing("list_count", technique=None),
    "not_understood": _asking(scale="yes_no_dk", technique=_die()),
    "not_anchored": _asking(scale="yes_no_dk", technique=_tokens()),
    "several_techniques": _asking(scale="yes_no_dk", construct="presence", technique=_die(parse("aware = 'yes'"))),
    "scattered": _asking(scale="conduct_5", battery="conduct"),
    "shuffled_order": _answered_on(replace(CONDUCT, name="mixed", shuffled=True), "ease"),
    "long_interview": _asking("mot " * 8000, "word " * 8000),
    "soldier_by_unit": _asking(name="unit"),
    "dated_place": replace(
        _asking(name="day", kind="date", scale=None),
        items=(
            *(item for item in _asking(name="day", kind="date", scale=None).items if item.name != "group"),
            Item(name="commune", kind="select_one", scale="yes_no", label=_text("Commune", "Commune")),
        ),
        scales=tuple(scale for scale in HOUSEHOLD.scales if scale.name != "group"),
    ),
    "override_unreasoned": _setting_aside("free_text", reason=_text("Non", "No")),
    "override_idle": replace(HOUSEHOLD, overrides=(_override("free_text", "age"),)),
}


@pytest.mark.parametrize("rule", BAD)
def test_a_rule_fires_on_a_form_that_breaks_it(rule):
    found = check(BAD[rule])
    assert {problem.code for problem in found} == {f"instruments.checks.{rule}"}
    assert "Please" in found[0].text("en")
    assert "Veuillez" in found[0].text("fr")


def test_every_rule_has_a_form_that_breaks_it():
    codes = set(tomllib.loads((ROOT / "instruments" / "messages" / "checks.toml").read_text(encoding="utf-8")))
    assert codes - set(BAD) == {"override_refused"}


def test_what_is_set_aside_with_a_reason_is_not_held_against_the_form():
    assert check(_setting_aside("free_text")) == ()


def _labelled(label, kind):
    written = KEPT.replace("Nom du répondant", label).replace('"text"', f'"{kind}"')
    return toml.read_bytes(written.encode(), file="f.toml")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Nom", "text"),
        ("Nom et prénom(s)", "text"),
        ("Prénom :", "text"),
        ("Nom de l'enquêté", "text"),
        ("1. Nom complet du chef de ménage", "text"),
        ("Numéro de téléphone", "text"),
        ("Numéro de téléphone", "integer"),
        ("Téléphone", "integer"),
        ("Coordonnées GPS", "text"),
        ("Adresse du ménage", "text"),
        ("N° de la carte NINA", "text"),
        ("Name", "text"),
        ("Full name", "text"),
        ("Respondent's name", "text"),
        ("Name of the household head", "text"),
        ("Phone number", "integer"),
        ("Contact phone", "text"),
        ("Home address", "text"),
    ],
)
def test_what_a_form_of_others_calls_a_person_is_found(label, kind):
    assert [problem.code for problem in check(_labelled(label, kind))] == ["instruments.checks.identifier_kept"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Nom du marché", "text"),
        ("Nom de l'enquêteur", "text"),
        ("Comment s'appelle le marché ?", "text"),
        ("À qui s'adresse-t-on ici ?", "text"),
        ("Numéro du ménage", "integer"),
        ("Combien dépensez-vous pour le téléphone ?", "integer"),
        ("Nombre de numéros de téléphone", "integer"),
        ("Name of the market", "text"),
        ("How many phone numbers do you have?", "integer"),
        ("How was the problem addressed?", "text"),
    ],
)
def test_other_names_and_numbers_are_let_through(label, kind):
    assert check(_labelled(label, kind)) == ()


def test_a_person_beside_answers_on_an_ordered_scale_is_an_error_even_if_nobody_says_that_these_are_opinions():
    scale = (
        '[[scale]]\nname = "s"\nordered = true\nchoice = [{ code = "0", label = { fr = "Peu" }, value = 0 },'
        ' { code = "1", label = { fr = "Bien" }, value = 1 }]\n'
        '[[item]]\nname = "q3"\nkind = "select_one"\nscale = "s"\nlabel = { fr = "Et la paix ?" }\n'
    )
    found = check(toml.read_bytes((KEPT + scale).encode(), file="f.toml"))
    assert "instruments.checks.identifier" in {problem.code for problem in found}


def test_what_can_cost_a_life_cannot_be_set_aside():
    asked = replace(BAD["never_movements"], overrides=(_override("never_movements"),))
    codes = {problem.code.rsplit(".", 1)[-1] for problem in check(asked)}
    assert codes == {"never_movements", "override_refused"}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("rule", [rule for rule in BAD if rule.startswith("never_") or rule == "identifier"])
def test_what_is_never_asked_is_found_in_each_language(rule, language):
    *_, asked = BAD[rule].items
    other = {"fr": "en", "en": "fr"}[language]
    words = Text.of({language: asked.label[language], other: "?"})
    assert f"instruments.checks.{rule}" in {problem.code for problem in check(_asking(label=words))}


def test_forbidden_words_are_found_in_answers_and_lists_too():
    scale = Scale(name="s", choices=(Choice(code="a", label=_text("Soutenir les jihadistes", "Joining jihadists")),))
    found = check(replace(_asking(scale="s"), scales=(*HOUSEHOLD.scales, scale)))
    assert {problem.code for problem in found} == {"instruments.checks.never_own_support"}


@pytest.mark.parametrize("instrument", [HOUSEHOLD, toml.read(REAL)], ids=["household", "afrobarometer"])
def test_every_rule_is_silent_on_our_forms(instrument):
    assert instrument.attitudes
    assert [problem.text("en") for problem in check(instrument)] == []


@pytest.mark.parametrize("kind", ["geopoint", "image", "audio", "phonenumber", "barcode"])
def test_a_form_cannot_hold_a_kind_that_identifies(kind):
    written = f'name = "f"\nversion = "1"\ntitle = "F"\nlanguages = ["fr"]\n[[item]]\nname = "where"\nkind = "{kind}"\n'
    with pytest.raises(SurveyError, match=kind):
        toml.read_bytes(written.encode(), file="f.toml")
