"""Time the same work here and in the peers that are installed, and write ``docs/benchmarks-weights.md``.

``--peers PYTHON --balance PYTHON`` name the interpreters in which they are installed, if it is not this one: svy,
leafblower, weightipy and rimpy in one, balance, which needs an older numpy, in another.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.peers import version_in_r, versions
from benchmarks.race import OURS, Heat, Record, race
from benchmarks.weighting.respondents import PSUS, made, write
from benchmarks.weighting.table import WHAT, page, report

SAME = 1e-6  # of the mean weight: single weights hang more or less strongly on margins met to 1e-10
HELD = ("svy", "leafblower", "R survey")  # the others round margins or take no base weights
RAKERS = ("svy", "leafblower", "weightipy", "rimpy")
ABLE = {
    "raking": (*RAKERS, "balance"),
    "raking_texts": ("leafblower",),
    "replicates": ("svy",),
    "calibration": ("R survey",),
    "calibration_raking": ("R survey",),
}
ROUNDS = {2_000: 60, 100_000: 15, 1_000_000: 7}
REPLICATED = 100_000  # respondents; 500 replicates of a million, written out, fill the memory of the slower contestants


def main() -> None:
    """Run every task at every size and print a table."""
    options = _options()
    records: list[Record] = []
    peers = _versions(options)
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(made(size), Path(folder))
            for task in options.tasks:
                if task != "replicates" or size <= REPLICATED:
                    found = race(_heat(options, peers, size, task), Path(folder))
                    records += found
                    print(report(found), flush=True)
    if options.output:
        Path(options.output).write_text(page(sorted(records, key=_order), peers), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", default=sys.executable, help="the Python that has svy, leafblower, rimpy, weightipy")
    parser.add_argument("--balance", default=sys.executable, help="the Python that has balance")
    parser.add_argument("--rounds", type=int, help="default: as many as suit the size")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(PSUS))
    parser.add_argument("--tasks", nargs="*", choices=list(WHAT), default=list(WHAT))
    parser.add_argument("-o", "--output", help="the page to write")
    return parser.parse_args()


def _versions(options: argparse.Namespace) -> dict[str, str]:
    """Return the peers that are installed, with their versions."""
    return versions(options.peers, RAKERS) | versions(options.balance, ["balance"]) | version_in_r("survey")


def _heat(options: argparse.Namespace, peers: Iterable[str], size: int, task: str) -> Heat:
    pythons = {OURS: sys.executable} | dict.fromkeys(RAKERS, options.peers) | {"balance": options.balance}
    commands = {name: [python, "-m", "benchmarks.worker", "weighting", name] for name, python in pythons.items()}
    commands["R survey"] = ["Rscript", "benchmarks/weighting/contestants/survey.R"]
    return Heat(
        task=task,
        size=size,
        commands={name: commands[name] for name in (OURS, *ABLE[task]) if name == OURS or name in peers},
        tolerance=dict.fromkeys(HELD, SAME),
        rounds=options.rounds or ROUNDS[size],
    )


def _order(record: Record) -> int:
    return list(WHAT).index(record.task)


if __name__ == "__main__":
    main()
