"""A question that is called like the column of a choice, as “other, specify” often is, is read as the question."""

import csv

import pytest

from survey.ingest import load, responses
from survey.store import open_store
from survey.study import read

WORDS = """
[[item]]
name = "why_violence"
kind = "text"
label = { fr = "Laquelle ?", en = "Which one?" }
"""
FIRST = ["psu", "milieu", "consent", "age", "aware", "trust"]
ANSWERS = ["p1", "urban", "yes", "30", "yes", "0"]
TICKS = ["looting", "violence", "none", "99"]
SHAPES = {
    "joined only": (["why", "why_violence"], ["violence", "a raid"]),
    "kobo": (["why", *(f"why/{code}" for code in TICKS), "why_violence"], ["violence", "0", "1", "0", "0", "a raid"]),
    "in groups": (["g/why", *(f"g/why/{code}" for code in TICKS), "g/why_violence"], ["violence", *"0100", "a raid"]),
    "surveycto": (["why", *(f"why_{code}" for code in TICKS), "why_violence"], ["violence", *"0100", "a raid"]),
    "words first": (["why_violence", "why", *(f"why_{code}" for code in TICKS)], ["a raid", "violence", *"0100"]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_words_and_the_choice_are_both_read(study, folder, shape):
    with (folder / "questionnaire.toml").open("a", encoding="utf-8") as file:
        file.write(WORDS)
    header, cells = SHAPES[shape]
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*FIRST, *header, "_uuid"], [*ANSWERS, *cells, "u1"]])
    (found,) = load(read(folder), [folder / "export.csv"])
    assert "why_violence" not in found.items_absent
    answers = responses(read(folder), open_store(study))
    assert answers.values["why_violence"].tolist() == ["a raid"]
    assert answers.values[["why/looting", "why/violence"]].to_numpy().tolist() == [[0, 1]]
