"""A load that is killed leaves a store that opens, with all of the file or nothing of it."""

import csv
import random
import signal
import subprocess
import sys
import time

from survey.ingest import load
from survey.store import open_store

ROWS = 30_000
KILLS = 8
HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours", "_uuid"]
LOAD = (
    "import sys; from survey.study import read; from survey.ingest import load; load(read(sys.argv[1]), [sys.argv[2]])"
)


def test_a_killed_load_leaves_all_or_nothing(study, folder):
    path = folder / "big.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = ([f"p{n % 50}", "urban", "yes", "30", "yes", "2", "1", f"id-{n}"] for n in range(ROWS))
        csv.writer(file).writerows([HEADER, *rows])
    whole = _seconds_of(lambda: subprocess.run([sys.executable, "-c", LOAD, folder, path], check=True))
    assert len(open_store(study)) == ROWS
    seen = {_killed(study, folder, path, after=share * whole) for share in _moments()}
    assert seen <= {0, ROWS}
    assert 0 in seen  # some were killed before the end, or nothing was tested
    load(study, [path])
    assert len(open_store(study)) == ROWS


def _moments() -> list[float]:
    chance = random.Random(2026)
    return [0.5, *(chance.uniform(0.4, 1.0) for _ in range(KILLS - 1))]


def _seconds_of(run) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _killed(study, folder, path, *, after: float) -> int:
    for left in folder.glob("responses.sqlite*"):
        left.unlink()
    loading = subprocess.Popen([sys.executable, "-c", LOAD, folder, path])
    try:
        loading.wait(timeout=after)
    except subprocess.TimeoutExpired:
        loading.send_signal(signal.SIGKILL)
        loading.wait()
    return len(open_store(study))
