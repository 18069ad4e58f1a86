"""Two versions side by side: each kind of change is found, said in both languages, and judged."""

from dataclasses import replace

import pytest

from instruments import library
from instruments.console import DONE, run
from instruments.documents.cli import diff
from instruments.expression import parse
from instruments.language import LANGUAGES, speak
from instruments.scale import Choice, NonAnswer
from instruments.text import Text
from instruments.versions import Comparability, difference
from instruments.words import catalogue

OLD = library.load("household")


def _with_scale(name, **changes):
    scales = tuple(replace(scale, **changes) if scale.name == name else scale for scale in OLD.scales)
    return replace(OLD, version="2", scales=scales)


def _with_item(name, **changes):
    items = tuple(replace(item, **changes) if item.name == name else item for item in OLD.items)
    return replace(OLD, version="2", items=items)


def _with_choice(scale, code, **changes):
    choices = [replace(one, **changes) if one.code == code else one for one in _choices(scale)]
    return _with_scale(scale, choices=tuple(choices))


def _choices(name):
    return next(scale.choices for scale in OLD.scales if scale.name == name)


NEITHER = Choice(code="4", label=Text.of({"fr": "Aucun", "en": "Neither"}))
CHANGES = {
    "choice_added": (_with_scale("partner", choices=(*_choices("partner"), NEITHER)), Comparability.DOUBTFUL),
    "choice_removed": (_with_scale("partner", choices=_choices("partner")[1:]), Comparability.DOUBTFUL),
    "choices_moved": (_with_scale("partner", choices=_choices("partner")[::-1]), Comparability.DOUBTFUL),
    "choice_worded": (
        _with_choice("sex", "male", label=Text.of({"fr": "Hommes", "en": "Man"})),
        Comparability.DOUBTFUL,
    ),
    "choice_value": (_with_choice("trend_3", "1", value=3.0), Comparability.LOST),
    "choice_kind": (_with_choice("trend_3", "98", non_answer=NonAnswer.REFUSED), Comparability.LOST),
    "choice_exclusive": (_with_choice("sex", "male", exclusive=True), Comparability.DOUBTFUL),
    "shuffled": (_with_scale("sex", shuffled=True), Comparability.DOUBTFUL),
    "wording": (_with_item("sex", label=Text.of({"fr": "Sexe ?", "en": "Sex"})), Comparability.DOUBTFUL),
    "hint": (_with_item("sex", hint=Text.of({"fr": "Noter."})), Comparability.DOUBTFUL),
    "kind": (_with_item("age", kind="decimal"), Comparability.LOST),
    "unit": (_with_item("age", unit=Text.of({"fr": "mois", "en": "months"})), Comparability.LOST),
    "bounds": (_with_item("age", minimum=15), Comparability.DOUBTFUL),
    "arms": (_with_item("label_arm", arms=OLD.item("label_arm").arms[:2]), Comparability.LOST),
    "technique": (_with_item("list_count", technique=None), Comparability.LOST),
    "routing": (_with_item("favour_wagner", relevant=parse("consent = 'yes'")), Comparability.DOUBTFUL),
    "moved": (replace(OLD, version="2", items=(OLD.items[-1], *OLD.items[:-1])), Comparability.DOUBTFUL),
    "item_removed": (replace(OLD, version="2", items=OLD.items[:-1]), Comparability.LOST),
    "language_added": (replace(OLD, version="2", languages=("fr", "en", "bm")), Comparability.DOUBTFUL),
    "same_version": (replace(OLD, items=OLD.items[:-1]), Comparability.DOUBTFUL),
    "other_questionnaire": (replace(OLD, name="other", version="2"), Comparability.DOUBTFUL),
}


@pytest.mark.parametrize("code", CHANGES)
def test_a_change_is_found_judged_and_said(code):
    new, comparability = CHANGES[code]
    found = [change for change in difference(OLD, new=new) if change.code == code]
    assert {change.comparability for change in found} == {comparability}
    assert all("{" not in found[0].text(language).replace("${", "") for language in LANGUAGES)


def test_every_kind_of_change_has_an_example():
    verdicts = {str(one) for one in Comparability}
    assert set(catalogue("instruments", "versions")) - verdicts == {*CHANGES, "item_added", "not_shuffled"}


def test_a_list_that_is_shuffled_no_more_is_told():
    shuffled = _with_scale("sex", shuffled=True)
    (change,) = difference(shuffled, new=replace(OLD, version="3"))
    assert (change.code, change.comparability) == ("not_shuffled", Comparability.DOUBTFUL)


@pytest.mark.parametrize("code", sorted(set(CHANGES) - {"same_version"}))
def test_nothing_else_is_said(code):
    assert {change.code for change in difference(OLD, new=CHANGES[code][0])} == {code}


def test_the_same_questionnaire_did_not_change():
    assert difference(OLD, new=replace(OLD, version="2")) == ()


def test_a_question_that_is_new_leaves_comparisons_as_they_are():
    (change,) = difference(replace(OLD, version="0", items=OLD.items[:-1]), new=OLD)
    assert (change.code, change.comparability, change.items) == ("item_added", Comparability.KEPT, ("ease",))


def test_what_changed_in_a_shared_scale_is_said_once_of_all_its_questions():
    (change,) = difference(OLD, new=_with_choice("extent_4", "1", value=9.0))
    asked = tuple(item.name for item in OLD.items if item.scale == "extent_4")
    assert change.items == asked
    assert len(asked) > 5


def test_a_choice_that_is_new_makes_earlier_answers_not_offered():
    (change,) = difference(OLD, new=CHANGES["choice_added"][0])
    assert change.text("en").startswith(
        "[with care] choice 4 “Neither” added to partner_choice: earlier answers are “not offered” for it"
    )


def test_routing_is_told_in_words():
    (change,) = difference(OLD, new=CHANGES["routing"][0])
    assert (
        "était demandé si\u00a0: aware est «\u202fOui\u202f»\u202f; est demandé si\u00a0: consent est"
        in change.text("fr")
    )


def test_the_command_tells_and_counts(capsys):
    try:
        assert run(diff, ["security_forces", "officials", "--language", "fr"]) == DONE
    finally:
        speak(None)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[avec prudence] un autre questionnaire")
    assert f"{len(lines) - 1} changements" in lines[-1]
