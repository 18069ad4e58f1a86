"""Time the same work here and in the peers that are installed, and write ``docs/benchmarks.md``.

``--svy PYTHON`` and ``--samplics PYTHON`` name the interpreters in which these are installed, if it is not this one.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from benchmarks.columns import write
from benchmarks.estimation.respondents import PSUS, made
from benchmarks.estimation.steps import steps
from benchmarks.estimation.table import Absent, page, report
from benchmarks.peers import version_in_r, versions
from benchmarks.race import OURS, Heat, Record, race

TASKS = ("region", "banner", "rao_scott", "logistic", "bootstrap")
LONGEST = 90.0  # seconds: whom a round of the largest size would take longer, by its time before, does not run there
ROUNDS = {2_000: 15, 100_000: 5, 1_000_000: 3}
PEERS = ("svy", "samplics", "R survey")  # the floor has no figures to be held against ours
SAME = {"logistic": 1e-6, "bootstrap": 0.35}  # R stops its iterations early; other random numbers of 500 replicates
CLOSED_FORM = 1e-8
FORGETS = {("samplics", "banner"): 0.05}  # it leaves out PSUs in which nobody answers, which changes errors


def main() -> None:
    """Run every task at every size and print a table."""
    options = _options()
    records: list[Record] = []
    absent: list[Absent] = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(made(size), Path(folder))
            for task in options.tasks:
                heat = _heat(options, size, task)
                absent += (late := _too_slow(records, heat))
                found = race(_without(heat, late), Path(folder))
                records += found
                print(report(found), flush=True)
    if options.output:
        peers = versions(options.svy or sys.executable, ["svy"]) | versions(
            options.samplics or sys.executable, ["samplics"]
        )
        told = page(records, absent=absent, peers=peers | version_in_r("survey"), steps=steps())
        Path(options.output).write_text(told, encoding="utf-8")


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
    commands = _commands(options, task)
    return Heat(task=task, size=size, commands=commands, tolerance=tolerance, rounds=ROUNDS[size])


def _commands(options: argparse.Namespace, task: str) -> dict[str, list[str]]:
    """Return the command line of each contestant, less the task and the data."""
    worker = ["-m", "benchmarks.worker", "estimation"]
    commands = {name: [sys.executable, *worker, name] for name in (OURS, "floor")}
    if options.svy:
        commands["svy"] = [options.svy, *worker, "svy"]
    if options.samplics and task in ("region", "banner"):  # its cross-tables fail; it replicates rows, not PSUs
        commands["samplics"] = [options.samplics, *worker, "samplics"]
    if which("Rscript"):
        commands["R survey"] = ["Rscript", "benchmarks/estimation/contestants/survey.R"]
    return commands


def _too_slow(records: Sequence[Record], heat: Heat) -> list[Absent]:
    """Return who would take too long at the largest size, judged by the one before."""
    before = [one for one in records if one.task == heat.task and 100_000 <= one.size < heat.size and one.seconds]
    expected = {one.name: (one.seconds or 0.0) * heat.size / one.size for one in before}
    return [
        Absent(task=heat.task, size=heat.size, name=name, expected=seconds)
        for name, seconds in expected.items()
        if seconds > LONGEST and name in heat.commands
    ]


def _without(heat: Heat, absent: Sequence[Absent]) -> Heat:
    names = {one.name for one in absent}
    return replace(heat, commands={name: line for name, line in heat.commands.items() if name not in names})


if __name__ == "__main__":
    main()
