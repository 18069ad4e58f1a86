"""The same interviews with and without the columns of the server count once, whichever came first."""

import csv

from survey.ingest import load, responses
from survey.store import open_store

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours"]
ANSWERS = [["p1", "urban", "yes", str(30 + at % 4), "yes", "2", "1"] for at in range(6)]  # some say the same


def write(folder, name, rows, header=HEADER):
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return folder / name


def named(folder, name="named.csv", rows=ANSWERS):
    return write(folder, name, [[*row, f"u{at}"] for at, row in enumerate(rows)], [*HEADER, "_uuid"])


def counted(study):
    return len(open_store(study)), len(responses(study, open_store(study)))


def test_without_identities_after_with_identities_all_are_known(any_store, folder):
    load(any_store, [named(folder)])
    (found,) = load(any_store, [write(folder, "bare.csv", ANSWERS)])
    assert (found.rows_stored, found.rows_known) == (0, 6)
    (note,) = [note for note in found.notes if note.code == "survey.ingest.twins"]
    assert "2 = u0" in note.text("en")
    assert counted(any_store) == (6, 6)


def test_with_identities_after_without_they_get_their_names_and_can_be_edited(any_store, folder):
    load(any_store, [write(folder, "bare.csv", ANSWERS)])
    (found,) = load(any_store, [named(folder)])
    assert (found.rows_stored, found.rows_known, found.rows_refused) == (6, 0, ())
    assert "survey.ingest.edited" not in {note.code for note in found.notes}
    assert counted(any_store) == (6, 6)
    (again,) = load(any_store, [named(folder, "again.csv", [*ANSWERS, ANSWERS[0]])])
    assert (again.rows_stored, again.rows_known) == (1, 6)
    header = [*HEADER, "_uuid", "meta/rootUuid", "meta/deprecatedID"]
    load(any_store, [write(folder, "edit.csv", [[*ANSWERS[0][:5], "0", "1", "e0", "u0", "u0"]], header)])
    assert counted(any_store) == (7, 7)
    trust = responses(any_store, open_store(any_store)).values["trust"].astype(str)
    assert trust.value_counts().to_dict() == {"2": 6, "0": 1}


def test_more_of_the_same_answers_than_are_known_are_new_interviews(any_store, folder):
    load(any_store, [named(folder)])
    (found,) = load(any_store, [write(folder, "bare.csv", [*ANSWERS, ANSWERS[3], ANSWERS[3]])])
    assert (found.rows_stored, found.rows_known) == (2, 6)
    (again,) = load(any_store, [write(folder, "again.csv", [ANSWERS[3], *ANSWERS, ANSWERS[3]])])
    assert (again.rows_stored, again.rows_known) == (0, 8)


def test_other_identities_with_the_same_answers_stay_apart(any_store, folder):
    load(any_store, [named(folder)])
    rows = [[*row, f"v{at}"] for at, row in enumerate(ANSWERS)]
    (found,) = load(any_store, [write(folder, "other.csv", rows, [*HEADER, "_uuid"])])
    assert found.rows_stored == 6
