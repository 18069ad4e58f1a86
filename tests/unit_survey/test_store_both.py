"""The store, the same on SQLite and on PostgreSQL: immutable, versioned, with a trail of everything."""

import csv

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from instruments.errors import SurveyError
from survey.ingest import load, responses
from survey.store import migrations, open_store
from survey.store.engine import _engine, writing
from survey.store.migrations import MIGRATIONS, version_of
from survey.store.schema import metadata

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours"]
ANSWERS = ["p1", "urban", "yes", "30", "yes", "2", "1"]
KOBO = ["_uuid", "meta/instanceID", "meta/deprecatedID", "meta/rootUuid"]


def interview(*, trust="2", identity=("a", "uuid:a", "", "a")):
    return [*ANSWERS[:5], trust, ANSWERS[6], *identity]


def write(path, rows, header=None):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header or [*HEADER, *KOBO], *rows])
    return path


def trust(study):
    return responses(study, open_store(study)).values["trust"].astype(str).tolist()


def test_an_edit_on_the_server_supersedes_and_the_earlier_version_stays(any_store, folder):
    load(any_store, [write(folder / "monday.csv", [interview()])])
    edited = interview(trust="0", identity=("b", "uuid:b", "uuid:a", "a"))
    (found,) = load(any_store, [write(folder / "tuesday.csv", [edited])])
    assert (found.rows_stored, found.rows_refused) == (1, ())
    assert "survey.ingest.edited" in {note.code for note in found.notes}
    store = open_store(any_store)
    assert len(store) == 1
    assert trust(any_store) == ["0"]
    assert [(file, row.cells[5]) for file, row in store.versions_of("a")] == [("monday.csv", "2"), ("tuesday.csv", "0")]
    (entry,) = [entry for entry in store.trail() if entry.action == "edit"]
    assert (entry.submission_id, entry.old, entry.new, entry.source) == ("a", "a", "b", "tuesday.csv")


def test_an_earlier_version_that_comes_late_does_not_count(any_store, folder):
    edited = interview(trust="0", identity=("b", "uuid:b", "uuid:a", ""))
    load(any_store, [write(folder / "tuesday.csv", [edited])])
    load(any_store, [write(folder / "monday.csv", [interview()])])
    assert trust(any_store) == ["0"]


def test_edits_that_a_server_only_counts_are_versions_too(any_store, folder):
    header = [*HEADER, "KEY", "Edits"]
    for day, edits, given in (("monday", "0", "2"), ("tuesday", "2", "0"), ("wednesday", "1", "1")):
        load(any_store, [write(folder / f"{day}.csv", [interview(trust=given, identity=("a", edits))], header)])
    assert len(open_store(any_store)) == 1
    assert trust(any_store) == ["0"]


def test_a_submission_without_a_first_version_is_its_own_first_version(any_store, folder):
    load(any_store, [write(folder / "monday.csv", [interview(identity=("a", "uuid:a", "", ""))])])
    load(any_store, [write(folder / "tuesday.csv", [interview(trust="0", identity=("b", "uuid:b", "uuid:a", "a"))])])
    assert [version.instance_id for one in open_store(any_store).interviews() for version in one.versions] == ["a", "b"]
    assert trust(any_store) == ["0"]


def test_the_same_version_with_other_answers_is_still_refused(any_store, folder):
    load(any_store, [write(folder / "monday.csv", [interview()])])
    (found,) = load(any_store, [write(folder / "tuesday.csv", [interview(trust="0")])])
    assert [problem.code for problem in found.rows_refused] == ["survey.ingest.differs"]
    assert trust(any_store) == ["2"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET cells = '[]'",
        "DELETE FROM versions",
        "UPDATE audit SET made_by = 'somebody else'",
        "DELETE FROM audit",
        "UPDATE files SET loader = 'somebody else'",
        "DELETE FROM files",
    ],
)
def test_the_database_itself_refuses_to_rewrite_what_came(any_store, folder, statement):
    load(any_store, [write(folder / "monday.csv", [interview()])])
    store = open_store(any_store)
    before = (store.files(), store.trail(), store.versions_of("a"))
    with pytest.raises(DBAPIError, match="only ever added"), writing(store.engine) as connection:
        connection.execute(text(statement))
    assert (store.files(), store.trail(), store.versions_of("a")) == before


def test_every_load_is_on_the_trail_with_who_when_and_the_hash(any_store, folder):
    load(any_store, [write(folder / "monday.csv", [interview()])])
    store = open_store(any_store)
    ((file, (row,)),) = store.submissions()
    (entry,) = store.trail()
    assert (entry.action, entry.source, entry.new) == ("load", "monday.csv", file.sha256)
    assert (entry.made_by, entry.made_at) == (file.loader, file.loaded_at)
    assert row.form_version == ""


def test_an_older_store_is_brought_to_this_version_with_its_interviews(any_store, monkeypatch):
    engine = _engine(any_store.store_url)
    with monkeypatch.context() as patch, writing(engine) as connection:
        patch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:1])
        migrations.migrate(connection)
        assert version_of(connection) == 1
        origin = "'a.csv', 'x', 'csv', 'E', '2026-02-05T10:00:00+00:00', 'small', '1', '', '[\"trust\"]', '{}'"
        connection.execute(text(f"INSERT INTO files VALUES (1, {origin})"))
        connection.execute(text("INSERT INTO submissions VALUES (1, 1, 2, 'a', 'h', '[\"2\"]')"))
    store = open_store(any_store)
    (((name, row)),) = store.versions_of("a")
    assert (name, row.row, row.instance_id, row.cells) == ("a.csv", 2, "a", ("2",))


def test_a_migration_that_fails_leaves_the_store_as_it_was(any_store, monkeypatch):
    def broken(connection):
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        connection.execute(text("SELECT * FROM nowhere"))

    open_store(any_store)
    with monkeypatch.context() as patch:
        for module in ("migrations", "engine"):
            patch.setattr(f"survey.store.{module}.MIGRATIONS", (*MIGRATIONS, broken))
        with pytest.raises(SurveyError):
            open_store(any_store)
    store = open_store(any_store)
    with store.engine.connect() as connection:
        assert not store.engine.dialect.has_table(connection, "half")


def test_a_store_of_a_later_version_is_refused(any_store):
    with writing(open_store(any_store).engine) as connection:
        connection.execute(text(f"INSERT INTO migrations VALUES ({len(MIGRATIONS) + 1}, 'tomorrow')"))
    with pytest.raises(SurveyError) as caught:
        open_store(any_store)
    assert [problem.code for problem in caught.value.problems] == ["survey.store.other_version"]


def test_the_migrations_make_the_tables_that_the_code_means(any_store):
    from sqlalchemy import inspect

    inspector = inspect(open_store(any_store).engine)
    made = {table: {column["name"] for column in inspector.get_columns(table)} for table in inspector.get_table_names()}
    assert made == {name: set(table.columns.keys()) for name, table in metadata.tables.items()}


def test_what_the_server_decided_sets_an_interview_aside_and_can_change_later(any_store, folder):
    header = [*HEADER, "KEY", "ReviewState"]

    def export(name, state):
        kept = interview(identity=("a", "approved"))
        load(any_store, [write(folder / name, [kept, interview(trust="0", identity=("b", state))], header)])
        found = responses(any_store, open_store(any_store))
        return {one.reason: one.submission_ids for one in found.excluded}, len(found)

    assert export("monday.csv", "hasIssues") == ({"on_hold": ("b",)}, 1)
    assert export("tuesday.csv", "rejected") == ({"rejected": ("b",)}, 1)
    assert export("wednesday.csv", "") == ({}, 2)
    decided = [entry.new for entry in open_store(any_store).trail() if entry.action == "review"]
    assert decided == ["approved", "on_hold", "rejected", ""]
