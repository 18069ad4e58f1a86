"""Raw + log = clean, and clean without the log = raw: for any log that can be applied, undone in any order."""

import csv

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.corrections.applying import apply
from survey.corrections.deciding import undo
from survey.corrections.holding import holding
from survey.ingest import load, responses
from survey.ingest.written import written
from survey.store import open_store
from survey.study import read

QUESTIONNAIRE = """
name = "law"
version = "1"
title = { fr = "Loi", en = "Law" }
languages = ["fr", "en"]
[[scale]]
name = "often"
label = { fr = "Souvent", en = "Often" }
ordered = true
choice = [
    { code = "1", value = 1, label = { fr = "Jamais", en = "Never" } },
    { code = "2", value = 2, label = { fr = "Parfois", en = "Sometimes" } },
    { code = "98", non_answer = "dont_know", label = { fr = "Ne sait pas", en = "Don’t know" } },
]
[[scale]]
name = "things"
choice = [
    { code = "a", label = { fr = "Aa", en = "Ah" } },
    { code = "b", label = { fr = "Bé", en = "Bee" } },
]
[[item]]
name = "often"
kind = "select_one"
label = { fr = "Souvent ?", en = "Often?" }
scale = "often"
[[item]]
name = "things"
kind = "select_multiple"
label = { fr = "Quoi ?", en = "Which?" }
scale = "things"
relevant = "often = '2'"
[[item]]
name = "hours"
kind = "decimal"
label = { fr = "Heures", en = "Hours" }
minimum = 0
maximum = 24
[[item]]
name = "words"
kind = "text"
label = { fr = "Mots", en = "Words" }
[[item]]
name = "day"
kind = "date"
label = { fr = "Jour", en = "Day" }
"""
STUDY = """
title = { fr = "Loi", en = "Law" }
languages = ["fr", "en"]
[instrument]
file = "questionnaire.toml"
"""
HEADER = ["often", "things", "things/a", "things/b", "hours", "words", "day", "_uuid"]
RAW = [
    ["Parfois", "a b", "1", "1", "1,5", "=1+1", "2026-02-05", "x"],
    ["98", "", "", "", "", "", "", "y"],
    ["7", "zzz", "0", "1", "90", " two words ", "2026-02-06", "z"],
]
INTERVIEWS = ["x", "y", "z"]
VALUES = {
    "often": ["1", "2", "98", ""],
    "things": ["a", "b", "a b", ""],
    "hours": ["0", "2.25", "24", ""],
    "words": ["autre", "deux mots", "+3", ""],
    "day": ["2026-02-17", "2026-03-01", ""],
}
CHANGES = st.sampled_from(list(VALUES)).flatmap(
    lambda item: st.tuples(st.sampled_from(INTERVIEWS), st.just(item), st.sampled_from(VALUES[item]))
)
LOGS = st.lists(st.lists(CHANGES, min_size=1, max_size=4, unique_by=lambda change: change[:2]), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("law")
    for name, text in (("questionnaire.toml", QUESTIONNAIRE), ("study.toml", STUDY)):
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "raw.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *RAW])
    return folder


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs=LOGS, chance=st.randoms(use_true_random=False))
def test_a_log_replayed_is_the_clean_data_and_undone_in_any_order_the_raw_data(
    exported, tmp_path_factory, logs, chance
):
    study = _study(exported, tmp_path_factory)
    store = open_store(study)
    raw = responses(study, store)
    cells = [row.cells for _, rows in store.submissions() for row in rows]
    meant = {}
    for number, changes in enumerate(logs):
        apply(study, store, _log(study, changes, meant, number))
    clean = responses(study, store)
    _holds(study, store, meant)
    _same(responses(study, open_store(study)), clean)
    numbers = [entry.number for entry in store.trail() if entry.action in {"change", "blank"}]
    chance.shuffle(numbers)
    for number in numbers:
        undo(study, store, number, by="Awa", why="the law")
    _same(responses(study, store), raw)
    assert [row.cells for _, rows in store.submissions() for row in rows] == cells


def _study(exported, tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    for file in exported.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    study = read(folder)
    load(study, [folder / "raw.csv"])
    return study


def _log(study, changes, meant, number):
    """Write the changes that change anything as people would; remember what must then hold."""
    store = open_store(study)
    held = holding(study, store, wanted=INTERVIEWS, trail=store.trail())
    path = study.folder / f"log-{number}.csv"
    header = ["interview", "item", "old value", "new value", "action", "why", "by", "date"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for interview, item, new in changes:
            old = held.says(interview, item)
            if old != new:
                action = "change" if new else "blank"
                writer.writerow([interview, item, old, new, action, f"reason {number}", "Awa", "2026-02-06"])
                meant[interview, item] = new
        if ("x", "often") not in [change[:2] for change in changes]:  # a cell is changed or left, not both
            writer.writerow(["x", "often", held.says("x", "often"), "", "no action", "looked", "Awa", ""])
    return path


def _holds(study, store, meant):
    held = holding(study, store, wanted=INTERVIEWS, trail=store.trail())
    for (interview, item), new in meant.items():
        assert held.says(interview, item) == written(new, name=item, instrument=study.instrument)


def _same(one, other):
    pd.testing.assert_frame_equal(one.values, other.values)
    pd.testing.assert_frame_equal(one.reasons, other.reasons)
    pd.testing.assert_frame_equal(one.invalid, other.invalid)
    assert one.excluded == other.excluded
