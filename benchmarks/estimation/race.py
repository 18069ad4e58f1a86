"""Contestants that work in turns, so that what else the machine does falls on all; their answers held together."""

import os
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.estimation.respondents import made, write

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # threads that wait for each other would be timed, not work
PATIENCE = 40.0  # seconds that a contestant may use for all its rounds
OURS, FLOOR = "ours", "floor"
SAME = {"logistic": 1e-6, "bootstrap": 0.35}  # R stops its iterations early; other random numbers of 500 replicates
CLOSED_FORM = 1e-8
FORGETS = {("samplics", "banner"): 0.05}  # it leaves out PSUs in which nobody answers, which changes errors
USED = {"region": 5, "banner": 26, "rao_scott": 5, "logistic": 8, "bootstrap": 5}  # columns that a task reads


@dataclass(slots=True)
class Contestant:
    """A running contestant."""

    name: str
    process: subprocess.Popen[str]
    seconds: list[float] = field(default_factory=list)

    def tell(self, command: str) -> str:
        """Give a command and return the answer; nothing if the process has ended."""
        if self.process.poll() is not None or self.process.stdin is None or self.process.stdout is None:
            return ""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What came of one contestant, task and size; ``apart`` is its largest relative difference from our figures."""

    task: str
    size: int
    name: str
    seconds: float | None
    rounds: int
    apart: float | None
    memory: float | None


def race(task: str, size: int, commands: dict[str, list[str]], *, rounds: int) -> list[Record]:
    """Return the records of one task at one size, ours first."""
    with tempfile.TemporaryDirectory() as folder:
        frame = made(size)
        write(frame, Path(folder))
        racing = [_started(name, [*command, task, folder]) for name, command in commands.items()]
        for _ in range(rounds):
            for one in racing:
                if sum(one.seconds) < PATIENCE and (answer := one.tell("go")):
                    one.seconds.append(float(answer))
        ours = next(one for one in racing if one.name == OURS)
        records = [_record(one, ours, task, size, Path(folder)) for one in racing]
        for one in racing:
            one.process.kill()
        return records


def _started(name: str, command: list[str]) -> Contestant:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    while process.poll() is None and process.stdout is not None and process.stdout.readline().strip() != "ready":
        pass
    return Contestant(name=name, process=process)


def _record(one: Contestant, ours: Contestant, task: str, size: int, folder: Path) -> Record:
    apart = None
    if one.seconds and one.name not in (OURS, FLOOR):
        theirs, mine = _figures(one, folder), _figures(ours, folder)
        apart = _apart(theirs, mine)
        if apart > FORGETS.get((one.name, task), SAME.get(task, CLOSED_FORM)):
            message = f"{one.name} and {OURS} differ by {apart:.1e} in {task} of {size}"
            raise SystemExit(message)
    return Record(
        task=task,
        size=size,
        name=one.name,
        seconds=min(one.seconds, default=None),
        rounds=len(one.seconds),
        apart=apart,
        memory=float(one.tell("memory")) / (8 * size * USED[task]) if one.name == OURS else None,
    )


def _figures(one: Contestant, folder: Path) -> np.ndarray:
    path = folder / f"{one.name.replace(' ', '_')}.txt"
    one.tell(f"save {path}")
    return np.loadtxt(path)


def _apart(theirs: np.ndarray, mine: np.ndarray) -> float:
    return float((np.abs(theirs - mine) / np.maximum(np.abs(mine), 1e-3)).max())
