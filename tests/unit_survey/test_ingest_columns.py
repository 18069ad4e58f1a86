"""Which column holds which item."""

from dataclasses import replace

import pytest

from instruments.errors import SurveyError
from survey.ingest.columns import match_columns


def matched(header, study):
    return match_columns(header, instrument=study.instrument, file="f.csv")


@pytest.mark.parametrize(
    "header", ["trust", "TRUST", "group/sub/trust", "view-trust", "Trust", "Confiance", "Opinions/Confiance"]
)
def test_an_item_is_found_by_name_path_or_label(study, header):
    assert matched(["milieu", header], study).items["trust"] == 1


def test_a_name_wins_over_a_label(study):
    found = matched(["Confiance", "trust"], study)
    assert found.items["trust"] == 1
    assert found.unmatched == ("Confiance",)


@pytest.mark.parametrize("cut", ["/", "_", "."])
def test_the_columns_of_choices_are_no_items_of_their_own(study, cut):
    found = matched(["g/why", f"g/why{cut}looting", f"g/why{cut}99"], study)
    assert found.items["why"] == 0
    assert found.ticks["why"] == {"looting": 1, "99": 2}


def test_a_label_that_holds_the_separator_is_still_found(study):
    assert matched(["Pourquoi ?/Violences / coups"], study).ticks["why"] == {"violence": 0}


def test_the_same_item_twice_is_refused_not_guessed(study):
    with pytest.raises(SurveyError) as caught:
        matched(["a/trust", "b/trust"], study)
    assert "a/trust, b/trust" in caught.value.text("en")


def test_what_the_server_adds_is_known(study):
    found = matched(["trust", "_id", "_uuid", "__version__", "_submission_time", "_notes"], study)
    assert (found.identity, found.version, found.submitted) == (2, 3, 4)
    assert "_notes" in found.unmatched
    assert "age" in found.absent


@pytest.fixture
def twins(study):
    """The same questionnaire, with a second question on hours that has the label of the first."""
    hours = study.instrument.item("hours")
    items = (*study.instrument.items, replace(hours, name="hours_more"))
    return replace(study, instrument=replace(study.instrument, items=items))


def test_questions_that_share_a_label_are_told_apart_by_the_order_of_the_form(twins):
    found = matched(["Confiance", "Heures", "Heures", "_uuid"], twins)
    assert (found.items["hours"], found.items["hours_more"]) == (1, 2)


@pytest.mark.parametrize("header", [["Confiance", "Heures"], ["Heures", "Heures", "Confiance"], ["Heures"] * 3])
def test_a_shared_label_is_refused_where_the_order_does_not_tell(twins, header):
    with pytest.raises(SurveyError, match="names instead of labels"):
        matched(header, twins)


def test_every_column_with_a_version_of_the_form_is_known(study):
    header = ["trust", "__version__", "_version_", "_version__001", "__version__002", "conversion"]
    assert matched(header, study).versions == (1, 2, 3, 4)
