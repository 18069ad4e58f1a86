"""A load that is killed leaves a store that opens, with all of the file or nothing of it."""

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

ROWS = 20_000
KILLS = int(os.environ.get("SURVEY_KILLS", "4"))
LOG = logging.getLogger(__name__)
HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours", "_uuid"]
SURVEY = [sys.executable, "-c", "import sys; from reports.cli import main; sys.exit(main())"]


def test_a_killed_load_leaves_all_or_nothing(any_store, folder):
    path = folder / "big.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = ([f"p{n % 50}", "urban", "yes", "30", "yes", "2", "1", f"id-{n}"] for n in range(ROWS))
        csv.writer(file).writerows([HEADER, *rows])
    began = time.perf_counter()
    assert _load(folder, path).wait() == 0
    whole = time.perf_counter() - began
    assert len(open_store(any_store)) == ROWS
    seen = []
    for share in _moments():
        began = time.perf_counter()
        seen.append(_killed(any_store, folder, path, after=share * whole))
        if seen[-1] == ROWS:  # it was through: the machine is faster now than it was
            whole = time.perf_counter() - began
    assert set(seen) <= {0, ROWS}
    assert 0 in seen  # some were killed before the end, or nothing was tested
    load(any_store, [path])
    assert len(open_store(any_store)) == ROWS
    LOG.info("%d kills: %d left nothing, %d all of %d interviews", KILLS, seen.count(0), seen.count(ROWS), ROWS)


def _moments():
    """Most of them while rows are being written; the start of the command itself takes the first third."""
    chance = random.Random(2026)
    return [*(chance.uniform(0.3, 1.05) for _ in range(KILLS - 1)), 0.5]


def _load(folder, path):
    return subprocess.Popen([*SURVEY, "load", folder, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _killed(study, folder, path, *, after):
    _empty(study, folder)
    loading = _load(folder, path)
    try:
        loading.wait(timeout=after)
    except subprocess.TimeoutExpired:
        loading.send_signal(signal.SIGKILL)
        loading.wait()
    return len(open_store(study))


def _empty(study, folder):
    if study.store_url.startswith("sqlite"):
        for left in folder.glob("responses.sqlite*"):
            left.unlink()
        return
    with open_store(study).engine.begin() as connection:
        schema = connection.scalar(text("SELECT current_schema()"))
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
