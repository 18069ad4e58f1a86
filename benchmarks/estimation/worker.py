"""One contestant in a process of its own: prepares, then works each time it is told to, and says how long it took.

The commands come line by line: ``go`` works once, ``save PATH`` writes the figures of the last time, ``memory`` works
once and says how many bytes it held at most beyond the respondents, as far as numpy knows.
"""

import sys
import time
import tracemalloc
from importlib import import_module
from pathlib import Path

import numpy as np

from benchmarks.estimation.respondents import Work, read


def main() -> None:
    """Serve one contestant and one task."""
    contestant, task, folder = sys.argv[1:4]
    module = import_module(f"benchmarks.estimation.contestants.{contestant}")
    work = getattr(module, task)(read(Path(folder)))
    print("ready", flush=True)
    figures = None
    for line in sys.stdin:
        command, _, path = line.strip().partition(" ")
        if command == "go":
            begun = time.perf_counter()
            figures = work()
            print(time.perf_counter() - begun, flush=True)
        elif command == "memory":
            print(_peak(work), flush=True)
        else:
            np.savetxt(Path(path), np.asarray(figures(), dtype=float))
            print("saved", flush=True)


def _peak(work: Work) -> int:
    tracemalloc.start()
    work()
    return tracemalloc.get_traced_memory()[1]


main()
