"""Many loaders at once, with the same interviews in several files: each interview comes in once."""

import csv
import subprocess
import sys

from survey.store import open_store
from survey.study import read

LOADERS, ROWS, STEP = 8, 400, 150
HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "hours", "_uuid"]
LOAD = (
    "import sys; from survey.study import read; from survey.ingest import load; load(read(sys.argv[1]), [sys.argv[2]])"
)


def test_eight_loaders_with_overlapping_files(any_store, folder):
    paths = [_export(folder, number) for number in range(LOADERS)]
    started = [
        subprocess.Popen([sys.executable, "-c", LOAD, folder, path], stderr=subprocess.PIPE, text=True)
        for path in paths
    ]
    ended = [(loader.communicate()[1], loader.returncode) for loader in started]
    assert ended == [("", 0)] * LOADERS
    store = open_store(read(folder))
    identities = [row.submission_id for _, rows in store.submissions() for row in rows]
    assert len(identities) == len(set(identities)) == (LOADERS - 2) * STEP + ROWS
    assert sum(kept["rows_stored"] for kept in store.reconciliations()) == len(identities)
    assert len(store.files()) == LOADERS - 1


def _export(folder, number):
    """The last two are the same file under two names."""
    first = min(number, LOADERS - 2) * STEP
    path = folder / f"{number}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [[f"p{n % 5}", "urban", "yes", "30", "yes", "2", "1", f"id-{n}"] for n in range(first, first + ROWS)]
        csv.writer(file).writerows([HEADER, *(rows if min(number, LOADERS - 2) % 2 else reversed(rows))])
    return path
