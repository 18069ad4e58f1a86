"""What the readers, the store and the study file say: with what to do, in both languages, for every kind of fault."""

from typing import get_args

import pytest

from instruments.words import catalogue
from survey.ingest.cell import Why
from survey.ingest.recognise import Shape

ROOMS = ("ingest", "store", "study")
# Lines of the reconciliation, which inform and ask for nothing.
INFORMS = {"rows", "columns", "absent", "more_of_kind"}
REFUSALS = [(room, name) for room in ROOMS for name in catalogue("survey", room) if name not in INFORMS]


@pytest.mark.parametrize(("room", "name"), REFUSALS)
def test_a_message_ends_with_a_remedy_in_both_languages(room, name):
    words = catalogue("survey", room)[name]
    assert "Please " in words["en"]
    assert "Veuillez " in words["fr"]


def test_every_fault_of_a_cell_and_every_shape_that_is_no_table_has_words():
    unread = set(get_args(Shape)) - {"zip", "old_office", "spss", "stata", "text"}
    assert {*get_args(Why), *(f"is_{shape}" for shape in unread)} <= set(catalogue("survey", "ingest"))
