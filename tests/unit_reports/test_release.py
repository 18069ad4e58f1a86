"""A report is released only when everything is stated that a reader has a right to know."""

from dataclasses import replace

import pytest

from instruments.errors import SurveyError
from instruments.override import Override
from instruments.text import Text
from reports.release import AAPOR, refuse_what_is_not_stated
from reports.report import book


def test_the_synthetic_study_states_everything(results):
    refuse_what_is_not_stated(results.study)


def test_everything_that_is_missing_is_named_at_once(results):
    bare = results.study.fieldwork.model_copy(update={"sponsor": Text(), "start": None, "limitations": Text()})
    with pytest.raises(SurveyError) as refused:
        refuse_what_is_not_stated(replace(results.study, fieldwork=bare))
    keys = [problem.place.key for problem in refused.value.problems]
    assert keys == ["fieldwork.sponsor", "fieldwork.start", "fieldwork.limitations"]
    assert all(
        "Please" in problem.text("en") and "Veuillez" in problem.text("fr") for problem in refused.value.problems
    )


def test_limits_that_protect_nobody_are_refused(results):
    bare = results.study.disclosure.model_copy(update={"minimum_base": 1, "homogeneity_base": 2})
    with pytest.raises(SurveyError) as refused:
        refuse_what_is_not_stated(replace(results.study, disclosure=bare))
    assert [problem.place.key for problem in refused.value.problems] == [
        "disclosure.minimum_base",
        "disclosure.homogeneity_base",
    ]
    assert "5 or more" in refused.value.text("en")


def test_an_item_is_stated_in_both_languages_or_not_at_all(results):
    half = results.study.fieldwork.model_copy(update={"mode": Text.of({"en": "Face to face", "fr": ""})})
    stated = replace(results.study, fieldwork=half)
    assert stated.fieldwork.mode.wording("fr")  # falls back on the other language, which is not the same as stated
    with pytest.raises(SurveyError):
        refuse_what_is_not_stated(stated)


def test_the_sheet_of_the_method_has_the_eleven_items(results):
    assert len(AAPOR) == 11
    method = next(sheet for sheet in book(results, language="en").sheets if sheet.key == "method")
    numbers = {row[0].words.split(".")[0] for row in method.table.rows if row[0].words[0].isdigit()}
    assert numbers == {str(place) for place in range(1, 12)}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rule_that_was_set_aside_is_told_with_its_reason(results, language):
    reason = Text.of({"en": "Pilot in two villages.", "fr": "Essai dans deux villages."})
    override = Override(rule="free_text", item="remark", reason=reason)
    study = replace(results.study, instrument=replace(results.study.instrument, overrides=(override,)))
    told_of = replace(results, sample=replace(results.sample, study=study))
    method = next(sheet for sheet in book(told_of, language=language).sheets if sheet.key == "method")
    told = [row[2].words for row in method.table.rows if "free_text" in row[2].words]
    assert len(told) == 1
    assert told[0].endswith(reason[language])
