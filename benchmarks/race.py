"""Contestants that work in turns, so that what else the machine does falls on all; their answers held together."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # threads that wait for each other would be timed, not work
PATIENCE = 20.0  # seconds that a contestant may use for all its rounds; one round may take longer
OURS = "ours"
SMALL = 1e-3  # figures below it are compared by their difference, not by their ratio


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

    def figures(self, folder: Path) -> np.ndarray:
        """Return the figures of the last time."""
        path = folder / f"{self.name.replace(' ', '_')}.figures"
        self.tell(f"save {path}")
        return np.fromfile(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """One task at one size.

    Attributes
    ----------
    commands : mapping
        The command line of each contestant, less the task and the folder of the data.
    tolerance : mapping
        How far the figures of a contestant may be from ours, relative to them. Who is not named is not compared.
    """

    task: str
    size: int
    commands: Mapping[str, list[str]]
    tolerance: Mapping[str, float]
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What came of one contestant in one heat.

    Attributes
    ----------
    seconds : float or None
        The least of its rounds; None if it did not run.
    apart : float or None
        Its largest relative difference from our figures.
    memory : int or None
        The most bytes that we held at once beyond the data.
    """

    task: str
    size: int
    name: str
    seconds: float | None
    rounds: int
    apart: float | None
    memory: int | None


def race(heat: Heat, folder: Path) -> list[Record]:
    """Return what came of each contestant, on the data in a folder.

    Raises
    ------
    SystemExit
        If the answers differ by more than the heat allows: then there is nothing to compare.
    """
    racing = [_started(name, [*command, heat.task, str(folder)]) for name, command in heat.commands.items()]
    try:
        for _ in range(heat.rounds):
            for one in racing:
                if one.seconds and sum(one.seconds) + one.seconds[-1] > PATIENCE:
                    continue  # a contestant has one round at least
                if answer := one.tell("go"):
                    one.seconds.append(float(answer))
        ours = next(one for one in racing if one.name == OURS)
        return [_record(heat, one, ours, folder) for one in racing]
    finally:
        for one in racing:
            one.process.kill()
            one.process.wait()


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
    while process.stdout is not None and (line := process.stdout.readline()) and line.strip() != "ready":
        pass
    return Contestant(name=name, process=process)


def _record(heat: Heat, one: Contestant, ours: Contestant, folder: Path) -> Record:
    return Record(
        task=heat.task,
        size=heat.size,
        name=one.name,
        seconds=min(one.seconds, default=None),
        rounds=len(one.seconds),
        apart=_apart(heat, one, ours, folder) if one.seconds and one.name in heat.tolerance else None,
        memory=int(one.tell("memory")) if one.name == OURS else None,
    )


def _apart(heat: Heat, one: Contestant, ours: Contestant, folder: Path) -> float:
    theirs, mine = one.figures(folder), ours.figures(folder)
    apart = float((np.abs(theirs - mine) / np.maximum(np.abs(mine), SMALL)).max())
    if not apart <= heat.tolerance[one.name]:
        message = f"{one.name} and {OURS} differ by {apart:.1e} in {heat.task} of {heat.size}"
        raise SystemExit(message)
    return apart
