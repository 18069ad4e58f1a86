"""One contestant in a process of its own: prepares, then works each time it is told to, and says how long it took.

The commands come line by line: ``go`` works once, ``save PATH`` writes the weights of the last time.
"""

import sys
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd


def main() -> None:
    """Serve one contestant and one task."""
    contestant, task, data = sys.argv[1:4]
    module = import_module(f"benchmarks.weighting.contestants.{contestant}")
    work = getattr(module, task)(pd.read_csv(data))
    print("ready", flush=True)
    weights = None
    for line in sys.stdin:
        command, _, path = line.strip().partition(" ")
        if command == "go":
            begun = time.perf_counter()
            weights = work()
            print(time.perf_counter() - begun, flush=True)
        else:
            np.savetxt(Path(path), np.asarray(weights, dtype=float))
            print("saved", flush=True)


main()
