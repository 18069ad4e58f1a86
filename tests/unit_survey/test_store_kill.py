"""A load, a withdrawal or an erasure that is killed leaves a store that opens, with all of it done or nothing."""

import csv
import logging
import os
import random
import signal
import subprocess
import sys
import time

from sqlalchemy import text

from survey.ingest import load
from survey.store import open_store

ROWS, FEWER_ROWS = 20_000, 5_000
KILLS = int(os.environ.get("SURVEY_KILLS", "4"))
LOG = logging.getLogger(__name__)
HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours", "_uuid"]
ROW = ["p1", "urban", "yes", "30", "yes", "2", "1", "id-{n}"]
VERSIONS = ["meta/deprecatedID", "meta/rootUuid"]
WHO = ["--by", "Awa", "--why", "a test"]
SURVEY = [sys.executable, "-c", "import sys; from reports.cli import main; sys.exit(main())"]


def test_a_killed_load_leaves_all_or_nothing(any_store, folder):
    path = _export(folder, ROWS)
    whole = _seconds(["load", folder, path])
    assert len(open_store(any_store)) == ROWS
    seen = []
    for share in _moments():
        _empty(any_store, folder)
        whole = _killed(["load", folder, path], share=share, whole=whole)
        seen.append(len(open_store(any_store)))
    assert set(seen) <= {0, ROWS}
    assert 0 in seen  # some were killed before the end, or nothing was tested
    load(any_store, [path])
    assert len(open_store(any_store)) == ROWS
    LOG.info("%d kills: %d left nothing, %d all of %d interviews", KILLS, seen.count(0), seen.count(ROWS), ROWS)


def test_a_killed_withdrawal_sets_all_of_a_file_aside_or_nothing(any_store, folder):
    path = _export(folder, FEWER_ROWS)
    store, seen = open_store(any_store), []
    command = ["unload", folder, path.name, *WHO]
    load(any_store, [path])
    whole = _seconds(command)
    for share in _moments():
        load(any_store, [path])
        whole = _killed(command, share=share, whole=whole)
        seen.append(len(store))
        assert len(store.files()) == (seen[-1] > 0)
        assert seen[-1] + len(store.set_aside()["withdrawn"]) == FEWER_ROWS
    assert set(seen) <= {0, FEWER_ROWS}
    assert FEWER_ROWS in seen
    LOG.info("%d kills: %d set nothing aside, %d all", KILLS, seen.count(FEWER_ROWS), seen.count(0))


def test_a_killed_erasure_overwrites_all_of_an_interview_or_nothing(any_store, folder):
    later = [*ROW[:5], "0", "2", "id-{n}-2", "id-{n}", "id-{n}"]
    load(any_store, [_export(folder, FEWER_ROWS)])
    load(any_store, [_export(folder, KILLS + 1, name="later.csv", row=later, header=[*HEADER, *VERSIONS])])
    store, erased = open_store(any_store), []
    whole = _seconds(["erase", folder, f"id-{KILLS}", *WHO])
    for at, share in enumerate(_moments()):
        whole = _killed(["erase", folder, f"id-{at}", *WHO], share=share, whole=whole)
        held = {row.cells == () for _, row in store.versions_of(f"id-{at}")}
        assert len(held) == 1  # both versions, or none
        erased += [f"id-{at}"] * held.pop()
    gone = {entry.submission_id for entry in store.trail() if entry.action == "erase"}
    assert gone == {*erased, f"id-{KILLS}"}
    assert 0 < len(gone) <= KILLS
    LOG.info("%d kills: %d erased nothing, %d all", KILLS, KILLS - len(erased), len(erased))


def _export(folder, count, *, name="big.csv", row=None, header=None):
    rows = ([cell.format(n=n) for cell in row or ROW] for n in range(count))
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header or HEADER, *rows])
    return folder / name


def _moments():
    """Most of them while rows are being written; the start of the command itself takes the first third."""
    chance = random.Random(2026)
    return [*(chance.uniform(0.3, 1.05) for _ in range(KILLS - 1)), 0.5]


def _started(command):
    return subprocess.Popen([*SURVEY, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _seconds(command):
    began = time.perf_counter()
    assert _started(command).wait() == 0
    return time.perf_counter() - began


def _killed(command, *, share, whole):
    """Kill a command after a share of the time that it takes; return that time, as far as it is known by now."""
    began, started = time.perf_counter(), _started(command)
    try:
        started.wait(timeout=share * whole)
    except subprocess.TimeoutExpired:
        started.send_signal(signal.SIGKILL)
        started.wait()
        return whole
    return time.perf_counter() - began  # it was through: the machine is faster now than it was


def _empty(study, folder):
    if study.store_url.startswith("sqlite"):
        for left in folder.glob("responses.sqlite*"):
            left.unlink()
        return
    with open_store(study).engine.begin() as connection:
        schema = connection.scalar(text("SELECT current_schema()"))
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
