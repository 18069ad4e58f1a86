"""One contestant in a process of its own: prepares, then works each time it is told to, and says how long it takes.

``python -m benchmarks.worker RACE CONTESTANT TASK FOLDER``. The commands come line by line: ``go`` works again and
again for a moment and says what the fastest took, ``save PATH`` writes the figures of the last time, ``memory`` works
once and says how many bytes it held at most beyond the data, as far as numpy knows.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

Figures = Callable[[], ArrayLike]  # reads the figures off what the work returned, when the clock has stopped
Work = Callable[[], Figures]
TURN = 0.05  # seconds


def main() -> None:
    """Serve one contestant and one task."""
    race, contestant, task, folder = sys.argv[1:5]
    read = import_module(f"benchmarks.{race}.respondents").read
    work = getattr(import_module(f"benchmarks.{race}.contestants.{contestant}"), task)(read(Path(folder)))
    print("ready", flush=True)
    figures = None
    for line in sys.stdin:
        command, _, path = line.strip().partition(" ")
        if command == "go":
            fastest, figures = _turn(work)
            print(fastest, flush=True)
        elif command == "memory":
            print(_peak(work), flush=True)
        else:
            np.asarray(figures(), dtype=float).tofile(path)
            print("saved", flush=True)


def _turn(work: Work) -> tuple[float, Figures]:
    """Work until the turn is over; the first time is slow if others had the processor before."""
    fastest, ends = float("inf"), time.perf_counter() + TURN
    while True:
        figures = None  # what is left of the last time is not in the way
        begun = time.perf_counter()
        figures = work()
        now = time.perf_counter()
        fastest = min(fastest, now - begun)
        if now >= ends:
            return fastest, figures


def _peak(work: Work) -> int:
    tracemalloc.start()
    work()
    return tracemalloc.get_traced_memory()[1]


if __name__ == "__main__":
    main()
