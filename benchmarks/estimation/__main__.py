"""Time the same work here and in the peers that are installed, and write ``docs/benchmarks.md``.

``--svy PYTHON`` and ``--samplics PYTHON`` name the interpreters in which these are installed, if it is not this one.
"""

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from benchmarks.columns import write
from benchmarks.estimation.respondents import PSUS, made
from benchmarks.estimation.table import page, report
from benchmarks.race import OURS, Heat, Record, race

TASKS = ("region", "banner", "rao_scott", "logistic", "bootstrap")
SLOW_ELSEWHERE = 100_000  # beyond this R and samplics take minutes a task
ROUNDS = {2_000: 15, 100_000: 5, 1_000_000: 3}
PEERS = ("svy", "samplics", "R survey")  # the floor has no figures to be held against ours
SAME = {"logistic": 1e-6, "bootstrap": 0.35}  # R stops its iterations early; other random numbers of 500 replicates
CLOSED_FORM = 1e-8
FORGETS = {("samplics", "banner"): 0.05}  # it leaves out PSUs in which nobody answers, which changes errors


def main() -> None:
    """Run every task at every size and print a table."""
    options = _options()
    records: list[Record] = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(made(size), Path(folder))
            for task in options.tasks:
                found = race(_heat(options, size, task), Path(folder))
                records += found
                print(report(found), flush=True)
    if options.output:
        Path(options.output).write_text(page(records), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--svy", default=sys.executable if find_spec("svy") else None, help="the Python that has svy")
    here = sys.executable if find_spec("samplics") else None
    parser.add_argument("--samplics", default=here, help="the Python that has samplics")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(PSUS))
    parser.add_argument("--tasks", nargs="*", default=list(TASKS))
    parser.add_argument("-o", "--output", help="the page to write")
    return parser.parse_args()


def _heat(options: argparse.Namespace, size: int, task: str) -> Heat:
    tolerance = {name: FORGETS.get((name, task), SAME.get(task, CLOSED_FORM)) for name in PEERS}
    commands = _commands(options, size, task)
    return Heat(task=task, size=size, commands=commands, tolerance=tolerance, rounds=ROUNDS[size])


def _commands(options: argparse.Namespace, size: int, task: str) -> dict[str, list[str]]:
    """Return the command line of each contestant, less the task and the data."""
    worker = ["-m", "benchmarks.worker", "estimation"]
    commands = {name: [sys.executable, *worker, name] for name in (OURS, "floor")}
    if options.svy:
        commands["svy"] = [options.svy, *worker, "svy"]
    if options.samplics and task in ("region", "banner") and size <= SLOW_ELSEWHERE:
        commands["samplics"] = [options.samplics, *worker, "samplics"]
    if which("Rscript") and (
        size < SLOW_ELSEWHERE or (size == SLOW_ELSEWHERE and task in ("region", "rao_scott", "logistic"))
    ):
        commands["R survey"] = ["Rscript", "benchmarks/estimation/contestants/survey.R"]
    return commands


if __name__ == "__main__":
    main()
