"""One contestant in a process of its own: prepares, then works each time it is told to, and says how long it took.

``python -m benchmarks.worker RACE CONTESTANT TASK FOLDER``. The commands come line by line: ``go`` works once,
``save PATH`` writes the figures of the last time, ``memory`` works once and says how many bytes it held at most beyond
the data, as far as numpy knows.
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
            figures = None  # what is left of the last time is not in the way
            begun = time.perf_counter()
            figures = work()
            print(time.perf_counter() - begun, flush=True)
        elif command == "memory":
            print(_peak(work), flush=True)
        else:
            np.savetxt(Path(path), np.asarray(figures(), dtype=float).ravel())
            print("saved", flush=True)


def _peak(work: Work) -> int:
    tracemalloc.start()
    work()
    return tracemalloc.get_traced_memory()[1]


if __name__ == "__main__":
    main()
