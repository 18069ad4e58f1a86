"""Run the contestants in turns, so that what else the machine does falls on all of them; hold their answers together.

``python -m benchmarks.weighting --peers PYTHON --balance PYTHON --rimpy PYTHON`` names the interpreters in which the
peers are installed; what is not named, and R if it is not there, does not take part.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import numpy as np

from benchmarks.weighting.respondents import PSUS, respondents, totals

ROOT = Path(__file__).parents[2]
SAME = 1e-6  # of weights: single ones hang more or less strongly on margins met to 1e-10
PATIENCE = 60.0  # seconds that a contestant may use for all its rounds
OURS = "ours"
ENVIRONMENT = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # threads that wait for each other would be timed, not work


@dataclass(slots=True)
class Contestant:
    """A running contestant."""

    name: str
    held: bool
    process: subprocess.Popen[str]
    seconds: list[float] = field(default_factory=list)

    def tell(self, command: str) -> str:
        """Give a command and return the answer; nothing if the process has ended."""
        if self.process.poll() is not None or self.process.stdin is None or self.process.stdout is None:
            return ""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


def main() -> None:
    """Run every task at every size and print a table."""
    options = _options()
    records = []
    for task, sizes, names in _tasks(options):
        for size in sizes:
            found = _race(task, size, names, rounds=options.rounds)
            records += found
            for record in found:
                print(_line(record), flush=True)
    if options.output:
        Path(options.output).write_text(json.dumps(records, indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("peers", "balance", "rimpy"):
        parser.add_argument(f"--{name}", help="the Python in which it is installed")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(PSUS))
    parser.add_argument("-o", "--output")
    return parser.parse_args()


def _tasks(options: argparse.Namespace) -> list[tuple[str, list[int], dict[str, list[str]]]]:
    """Return each task with its sizes and the command line of each contestant, less the task and the data."""
    worker = ["-m", "benchmarks.weighting.worker"]
    ours = {OURS: [sys.executable, *worker, "ours"]}
    peers = {name: [options.peers, *worker, name] for name in ("leafblower", "svy", "weightipy") if options.peers}
    peers |= {"balance": [options.balance, *worker, "balance"]} if options.balance else {}
    peers |= {"rimpy": [options.rimpy, *worker, "rimpy"]} if options.rimpy else {}
    svy = {"svy": peers["svy"]} if options.peers else {}
    r = {"R survey": ["Rscript", str(Path(__file__).parent / "contestants" / "survey.R")]} if which("Rscript") else {}
    some = [size for size in options.sizes if size <= 100_000]
    return [
        ("raking", options.sizes, ours | peers),
        ("raking_texts", options.sizes, ours),
        ("replicates_written_out", [size for size in some if size <= 2_000], ours | svy),
        ("calibration", some, ours | r),
        ("calibration_raking", some, ours | r),
    ]


def _race(task: str, size: int, names: dict[str, list[str]], *, rounds: int) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "respondents.csv"
        frame = respondents(size)
        frame.to_csv(data, index=False)
        known = Path(folder) / "totals.csv"
        known.write_text("name,total\n" + "".join(f"{name},{total!r}\n" for name, total in totals(frame).items()))
        racing = [_started(name, command, task, data, known) for name, command in names.items()]
        for _ in range(rounds):
            for one in racing:
                if sum(one.seconds) < PATIENCE and (answer := one.tell("go")):
                    one.seconds.append(float(answer))
        return [_record(one, task, size, folder, racing[0]) for one in racing]


def _started(name: str, command: list[str], task: str, data: Path, known: Path) -> Contestant:
    process = subprocess.Popen(
        [*command, task, str(data), str(known)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    one = Contestant(name=name, held=name not in {"balance", "weightipy", "rimpy"}, process=process)
    while process.poll() is None and process.stdout is not None and process.stdout.readline().strip() != "ready":
        pass
    return one


def _record(one: Contestant, task: str, size: int, folder: str, ours: Contestant) -> dict[str, object]:
    apart = None
    if one.held and one.seconds:
        weights = [_weights(contestant, folder) for contestant in (one, ours)]
        held = weights[1] > 0
        apart = float(np.abs(weights[0][held] / weights[1][held] - 1).max())
        if apart > SAME:
            message = f"{one.name} and {ours.name} differ by {apart:.1e} in {task} of {size}"
            raise SystemExit(message)
    best = min(one.seconds) if one.seconds else None
    return {
        "task": task,
        "size": size,
        "name": one.name,
        "seconds": best,
        "rounds": len(one.seconds),
        "apart": apart,
        "ratio": best / min(ours.seconds) if best else None,
    }


def _weights(one: Contestant, folder: str) -> np.ndarray:
    path = Path(folder) / f"{one.name.replace(' ', '_')}.txt"
    one.tell(f"save {path}")
    weights = np.loadtxt(path)
    return weights / weights.sum()


def _line(record: dict[str, object]) -> str:
    if record["seconds"] is None:
        return f"{record['task']:>24} {record['size']:>9,} {record['name']:<12} did not run"
    apart = "" if record["apart"] is None else f"apart {record['apart']:.0e}"
    return (
        f"{record['task']:>24} {record['size']:>9,} {record['name']:<12}"
        f"{1000 * record['seconds']:>11.2f} ms {record['ratio']:>8.1f} x  {apart}"
    )


if __name__ == "__main__":
    main()
