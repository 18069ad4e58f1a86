"""Messages have one word for one and another for many, as each language counts."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from instruments.numeral import numeral
from instruments.words import say

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 errors", "0 erreur,"),
        (1, "1 error,", "1 erreur,"),
        (2, "2 errors", "2 erreurs"),
        (12000, "12,000 errors", "12\u202f000 erreurs"),
    ],
)
def test_a_message_counts_as_its_language_does(count, english, french):
    values = {"path": "t.xlsx", "errors": count, "warnings": 1}
    assert english in say("instruments.documents.translations_checked", "en", **values)
    assert french in say("instruments.documents.translations_checked", "fr", **values)
    assert "1 avertissement." in say("instruments.documents.translations_checked", "fr", **values)


def test_one_interview_without_identity_is_one():
    told = say("survey.ingest.rows_without_identity", "fr", count=1, column="_uuid")
    assert told.startswith("1 entretien n'a rien")
    assert "est reconnu à ses réponses" in told


@pytest.mark.parametrize(("count", "told"), [(numeral(1), "1 interview was"), (np.int64(1), "1 interview was")])
def test_a_count_is_counted_however_it_is_held(count, told):
    assert say("survey.ingest.edited", "en", count=count).startswith(told)
    assert say("survey.ingest.edited", "en", count=numeral(1234, ",")).startswith("1,234 interviews were")
    assert say("survey.ingest.edited", "fr", count=numeral(1234, ",")).startswith("1\u202f234 entretiens ont")


def _counted(words):
    """Return the counts that are followed by a word for many though nothing tells one from many."""
    named = re.findall(r"\{(\w+)\} (?:interviews|rows|cells|claims|questions|changes|flags|persons)\b", words)
    return [name for name in named if f"{{{name}:" not in words and name not in AT_LEAST_TWO]


# limits and sizes that are never one: a group is hidden below so many, a design has so many
AT_LEAST_TWO = {"minimum", "studies", "family", "limit", "asked", "interviews", "expected", "got"}
OF_A_REPORT = {"counts", "cost", "cost_even", "alt", "interviewers_evaded"}  # nobody reports on one interview


@pytest.mark.parametrize("room", sorted(ROOT.glob("*/messages/*.toml")), ids=lambda path: path.stem)
def test_no_message_says_one_interviews(room):
    words = {name: each["en"] for name, each in tomllib.loads(room.read_text(encoding="utf-8")).items()}
    assert {name: found for name, each in words.items() if (found := _counted(each)) and name not in OF_A_REPORT} == {}
