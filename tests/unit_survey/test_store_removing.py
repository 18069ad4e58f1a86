"""Take a file back, erase a person: on record, counted, and the database holds to it; on SQLite and on PostgreSQL."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from instruments.errors import SurveyError
from survey.corrections.applying import apply
from survey.corrections.deciding import decide
from survey.corrections.removing import erase, unload
from survey.ingest import load, responses
from survey.store import forgetting, open_store
from survey.store.engine import writing

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hurs", "_uuid"]
ROWS = [["p1", "urban", "yes", str(30 + at), "yes", "2", f"{at + 1}.25", f"u{at}"] for at in range(4)]
LOG = ["interview", "item", "old value", "new value", "action", "why", "by", "date"]
WHO = {"by": "Awa", "why": "a header was misspelt"}


def write(folder, name="a.csv", rows=ROWS, header=HEADER):
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return folder / name


def excluded(study):
    return {one.reason: one.submission_ids for one in responses(study, open_store(study)).excluded}


def test_a_file_is_withdrawn_and_read_anew_with_a_map(any_store, folder):
    path = write(folder)
    load(any_store, [path], doubtful="take")
    (folder / "map.toml").write_text('[columns]\nhours = "hurs"\n', encoding="utf-8")
    (late,) = load(any_store, [path], columns=folder / "map.toml")
    assert [problem.code for problem in late.problems] == ["survey.ingest.map_too_late"]
    file, count = unload(open_store(any_store), "a.csv", **WHO)
    assert (file.name, count, len(open_store(any_store))) == ("a.csv", 4, 0)
    (found,) = load(any_store, [path], columns=folder / "map.toml")
    assert (found.rows_stored, found.problems) == (4, ())
    assert responses(any_store, open_store(any_store)).values["hours"].tolist() == [1.25, 2.25, 3.25, 4.25]
    assert excluded(any_store) == {}
    (again,) = load(any_store, [path], columns=folder / "map.toml")
    assert again.problems == ()
    assert [entry.action for entry in open_store(any_store).trail()] == ["load", "unload", "load"]


def test_a_file_is_withdrawn_by_the_path_that_it_was_loaded_from(any_store, folder):
    path = write(folder)
    load(any_store, [path], doubtful="take")
    assert unload(open_store(any_store), str(path), **WHO)[0].name == "a.csv"


def test_what_was_withdrawn_and_did_not_come_again_is_counted(any_store, folder):
    load(any_store, [write(folder)], doubtful="take")
    unload(open_store(any_store), "a.csv", **WHO)
    right = [name if name != "hurs" else "hours" for name in HEADER]
    load(any_store, [write(folder, "b.csv", ROWS[:3], right)])
    assert excluded(any_store) == {"withdrawn": ("u3",)}
    assert open_store(any_store).first_file().name == "a.csv"


def test_files_of_one_name_are_told_apart_by_their_hash(any_store, folder):
    load(any_store, [write(folder)], doubtful="take")
    load(any_store, [write(folder, rows=ROWS[:3])], doubtful="take")
    store = open_store(any_store)
    for given, code in (("a.csv", "several_files"), ("b.csv", "no_file"), ("", "no_file")):
        with pytest.raises(SurveyError) as caught:
            unload(store, given, **WHO)
        assert [problem.code for problem in caught.value.problems] == [f"survey.corrections.{code}"]
    file, _ = unload(store, store.files()[1].sha256[:8], **WHO)
    assert [one.sha256 for one in store.files()] != [file.sha256]
    with pytest.raises(SurveyError, match="--by"):
        unload(store, "a.csv", by=" ", why="x")


def test_an_erased_person_is_gone_from_every_table_and_stays_counted(any_store, folder):
    right = [name if name != "hurs" else "hours" for name in HEADER]
    load(any_store, [write(folder, header=right)])
    unload(open_store(any_store), "a.csv", **WHO)
    load(any_store, [write(folder, "b.csv", header=right)])
    store = open_store(any_store)
    decide(store, "u1", status="approved", by="Awa", why="heard again")
    log = write(folder, "log.csv", [["u1", "age", "31", "", "no action", "asked", "Awa", "2026-02-06"]], LOG)
    assert apply(any_store, store, log).confirmed == 1
    assert erase(store, "u1", by="Awa", why="withdrew consent") == "u1"
    assert excluded(any_store) == {"erased": ("u1",)}
    with store.engine.connect() as connection:
        for table in ("versions", "withdrawn_versions"):
            kept = list(connection.execute(text(f"SELECT instance_id, cells FROM {table} ORDER BY id")))
            assert [cells for name, cells in kept if name == "u1"] == ["[]"]
            assert not any("2.25" in cells for _, cells in kept)
    (last,) = [entry for entry in store.trail() if entry.action == "erase"]
    assert (last.submission_id, last.made_by, last.why) == ("u1", "Awa", "withdrew consent")
    (confirmed,) = [entry for entry in store.trail() if entry.action == "confirm"]
    assert (confirmed.item, confirmed.raw, confirmed.old, confirmed.why) == ("age", "", "", "")


RIGHT = [name if name != "hurs" else "hours" for name in HEADER]
TOLD = "Issa of the well said so"  # no valid answer, so that it is told when the file is loaded


def with_words(folder, name="a.csv"):
    return write(folder, name, [ROWS[0], [*ROWS[1][:3], TOLD, *ROWS[1][4:]], *ROWS[2:]], RIGHT)


def bytes_of(store):
    """Everything in the files of the database, but for the log and the backups of a server."""
    if store.engine.dialect.name == "sqlite":
        folder = Path(store.engine.url.database).parent
        return b"".join(path.read_bytes() for path in folder.glob("responses.sqlite*"))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))  # which also lets go of files that are no longer used
        folder = Path(connection.scalar(text("SHOW data_directory")))
    return b"".join(path.read_bytes() for path in (folder / "base").rglob("*") if path.is_file())


def test_nothing_of_an_erased_person_lingers_in_the_files_of_the_database(any_store, folder):
    load(any_store, [with_words(folder)])
    unload(open_store(any_store), "a.csv", **WHO)
    load(any_store, [with_words(folder, "b.csv")])
    store = open_store(any_store)
    assert TOLD in store.reconciliations()[0]["notes"][-1]["values"]["got"]
    assert TOLD.encode() in bytes_of(store)
    erase(store, "u1", by="Awa", why="withdrew consent")
    assert TOLD.encode() not in bytes_of(store)
    assert [note["values"]["got"] for note in store.reconciliations()[0]["notes"] if "got" in note["values"]] == ["..."]
    assert responses(any_store, store).values["hours"].tolist() == [1.25, 3.25, 4.25]


def test_while_somebody_reads_it_is_said_that_answers_linger_and_the_same_command_ends_it(
    any_store, folder, monkeypatch
):
    monkeypatch.setattr(forgetting, "PATIENCE_SECONDS", 0.1)
    load(any_store, [with_words(folder)])
    store = open_store(any_store)
    with store.engine.connect() as reader:
        assert reader.scalar(text("SELECT count(*) FROM versions")) == 4
        with pytest.raises(SurveyError) as caught:
            erase(store, "u1", by="Awa", why="withdrew consent")
    assert [problem.code for problem in caught.value.problems] == ["survey.store.lingers"]
    assert excluded(any_store) == {"erased": ("u1",)}
    erase(store, "u1", by="Awa", why="withdrew consent")
    assert TOLD.encode() not in bytes_of(store)


def test_an_old_transaction_elsewhere_keeps_nothing_of_the_erased(any_store, folder):
    load(any_store, [with_words(folder)])
    store = open_store(any_store)
    if store.engine.dialect.name == "sqlite":
        pytest.skip("whoever reads an SQLite file reads all of it")
    with store.engine.connect().execution_options(isolation_level="REPEATABLE READ") as other:
        other.execute(text("SELECT version FROM migrations"))
        erase(store, "u1", by="Awa", why="withdrew consent")
        assert TOLD.encode() not in bytes_of(store)


def test_no_samples_of_answers_are_kept_by_the_planner(any_store, folder):
    load(any_store, [with_words(folder)])
    store = open_store(any_store)
    if store.engine.dialect.name == "sqlite":
        pytest.skip("SQLite keeps none unless it is asked to")
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
        ours = "schemaname = current_schema() AND tablename IN ('versions', 'audit')"
        names = set(connection.scalars(text(f"SELECT attname FROM pg_stats WHERE {ours}")))
    assert "submission_id" in names
    assert not names & {"cells", "raw", "old", "new", "why"}


def test_an_erased_person_does_not_come_in_again(any_store, folder):
    right = [name if name != "hurs" else "hours" for name in HEADER]
    load(any_store, [write(folder, header=right)])
    erase(open_store(any_store), "u1", by="Awa", why="withdrew consent")
    edited = [*ROWS[1][:5], "0", *ROWS[1][6:7], "e1", "u1"]
    (found,) = load(any_store, [write(folder, "b.csv", [edited], [*right, "meta/rootUuid"])])
    assert [(one.code, one.place.row) for one in found.rows_refused] == [("survey.ingest.erased", 2)]
    assert len(responses(any_store, open_store(any_store))) == 3


@pytest.mark.parametrize("header", [RIGHT, RIGHT[:-1]])
def test_nothing_of_an_erased_row_is_counted_or_kept_when_it_comes_again(any_store, folder, header):
    def rows(trust):
        return [row[: len(header)] for row in [ROWS[0], [*ROWS[1][:5], trust, *ROWS[1][6:]]]]

    load(any_store, [write(folder, rows=rows(TOLD), header=header)])
    store = open_store(any_store)
    erase(store, store.interviews()[1].submission_id, by="Awa", why="withdrew consent")
    (found,) = load(any_store, [write(folder, "b.csv", [*rows(TOLD), ROWS[3][: len(header)]], header)])
    assert (found.rows_stored, found.rows_known) == (1, 1)
    assert [(one.code, one.place.row) for one in found.problems] == [("survey.ingest.erased", 3)]
    assert TOLD not in str(store.reconciliations())


def test_an_erased_row_that_is_no_interview_is_not_shown(any_store, folder):
    load(any_store, [write(folder, header=RIGHT)])
    erase(open_store(any_store), "u1", by="Awa", why="withdrew consent")
    (found,) = load(any_store, [write(folder, "b.csv", [[TOLD, *[""] * 6, "u1"]], RIGHT)])
    assert [one.code for one in found.rows_refused] == ["survey.ingest.erased"]
    assert TOLD not in str(open_store(any_store).reconciliations())


def test_an_erased_person_stays_counted_whatever_becomes_of_the_file(any_store, folder):
    path = write(folder, header=RIGHT)
    load(any_store, [path])
    erase(open_store(any_store), "u1", by="Awa", why="withdrew consent")
    unload(open_store(any_store), "a.csv", **WHO)
    load(any_store, [path])
    assert len(open_store(any_store)) == 3
    assert excluded(any_store) == {"erased": ("u1",)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET cells = '[]'",
        "DELETE FROM versions",
        "DELETE FROM files",
        "DELETE FROM withdrawn_versions",
        "UPDATE withdrawn_versions SET cells = '[]'",
        "UPDATE withdrawn_files SET name = 'b'",
        "UPDATE files SET header = '[]'",
        "UPDATE audit SET raw = '', old = '', new = '', why = ''",
    ],
)
def test_the_database_refuses_to_lose_what_is_neither_withdrawn_nor_erased(any_store, folder, statement):
    load(any_store, [write(folder)], doubtful="take")
    unload(open_store(any_store), "a.csv", **WHO)
    load(any_store, [write(folder, "b.csv", ROWS[:2])], doubtful="take")
    with pytest.raises(DBAPIError, match="only ever added"), writing(open_store(any_store).engine) as connection:
        connection.execute(text(statement))


def test_as_much_of_a_number_as_no_other_begins_with_is_enough(any_store, folder):
    rows = [[*row[:-1], name] for row, name in zip(ROWS, ["7c1f-a", "7c1f-b", "9d", "u"], strict=True)]
    load(any_store, [write(folder, rows=rows)], doubtful="take")
    store = open_store(any_store)
    decide(store, "9", status="rejected", by="Awa", why="made up")
    assert excluded(any_store) == {"rejected": ("9d",)}
    with pytest.raises(SurveyError, match="7c1f-a"):
        decide(store, "7c1f", status="rejected", by="Awa", why="made up")
