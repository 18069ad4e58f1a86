"""How long it takes to load a large export, against reading its CSV alone; and how much memory that takes.

``python -m benchmarks.loading --interviews 100000 --items 150``: each measure in a process of its own, the best of
a few. Ratios are of processor time, which other work on the machine disturbs least. The file is read alone in two
ways: by pandas, every cell as text, and by the reader of this project, which hands each row on and keeps none.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.exports import study_folder, write_csv

ROUNDS = 3
ALONE = ("read_alone", "rows_alone")


def read_alone(folder: Path) -> None:
    """Read the CSV with pandas, every cell as text."""
    import pandas as pd

    pd.read_csv(folder / "export.csv", sep=";", dtype=str)


def rows_alone(folder: Path) -> None:
    """Read the CSV with the reader of this project, and let go of each row."""
    from survey.ingest.recognise import read_export

    (table,) = read_export(folder / "export.csv").tables
    assert sum(1 for _ in table.rows) > 0  # noqa: S101 - nothing is measured that did not happen


def load_new(folder: Path) -> None:
    """Load it into an empty store."""
    from survey.ingest import load
    from survey.study import read

    (found,) = load(read(folder), [folder / "export.csv"])
    assert found.rows_stored == found.rows_in  # noqa: S101 - nothing is measured that did not happen


def load_known(folder: Path) -> None:
    """Load it once more."""
    from survey.ingest import load
    from survey.study import read

    (found,) = load(read(folder), [folder / "export.csv"])
    assert found.rows_stored == 0  # noqa: S101 - nothing is measured that did not happen


MEASURES: dict[str, Callable[[Path], None]] = {
    "read_alone": read_alone,
    "rows_alone": rows_alone,
    "load_new": load_new,
    "load_known": load_known,
}


def measured(name: str, folder: Path) -> dict[str, float]:
    """Return the seconds and the highest memory of one measure, taken in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.loading", "--measure", name, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(name: str, folder: Path) -> None:
    """Take one measure here, after the imports that it needs."""
    import pandas as pd  # noqa: F401 - so that its import is not measured

    import survey.ingest  # noqa: F401

    start, processor = time.perf_counter(), time.process_time()
    MEASURES[name](folder)
    took = {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor}
    print(json.dumps(took | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def best(name: str, folder: Path, *, rounds_of: int) -> dict[str, float]:
    """Return the fastest of a few rounds; each load of a new file begins with an empty store."""
    rounds = []
    for _ in range(rounds_of):
        if name == "load_new":
            for left in folder.glob("responses.sqlite*"):
                left.unlink()
        rounds.append(measured(name, folder))
    return min(rounds, key=lambda found: found["processor"])


def main() -> None:
    """Write an export, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    settings = parser.parse_args()
    if settings.measure:
        measure(settings.measure, settings.folder)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = study_folder(Path(temporary), items=settings.items)
        path = write_csv(folder / "export.csv", rows=settings.interviews, items=settings.items)
        print(f"{settings.interviews:,} interviews x {settings.items} items, {path.stat().st_size >> 20} MB")
        found = {name: best(name, folder, rounds_of=settings.rounds) for name in MEASURES}
        for name, took in found.items():
            times = f"{took['seconds']:8.2f} s{took['processor']:8.2f} s cpu"
            ratios = "".join(f"{took['processor'] / found[alone]['processor']:8.2f} x {alone}" for alone in ALONE)
            print(f"{name:12}{times}{ratios}{took['megabytes']:8.0f} MB")


if __name__ == "__main__":
    main()
