"""Change small valid files at random and load them: no traceback, no hang, no row that is lost unseen.

``python -m benchmarks.fuzz_readers --state fuzz.json`` tries a million files, and goes on where it was broken off.
Each goes the whole way into the store of a study; what becomes of it is counted by the kind of file. ``--case 12``
tries one of them again, as users would: workbooks in a process of their own; ``--keep FILE`` writes it.
"""

import argparse
import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.exports import study_folder
from benchmarks.fuzz_readers.cases import case
from benchmarks.fuzz_readers.tables import ITEMS
from benchmarks.fuzz_readers.trial import Trial, in_process, new_store
from survey.study import read

HANG_SECONDS = 60  # of waiting: on a machine that has other work, a hang is more
SLOW_SECONDS = 5.0  # of processor time
A_WORKER = 20_000  # files that one process tries
A_LINE = 2_000
MOST_MEMORY = 6 << 30
FINE = frozenset({"loaded", "refused"})
FORK = get_context("fork")

Result = tuple[int, str, str, float]
"""The number of a case, its kind, what became of it, and the processor time that it took."""


@dataclass(slots=True)
class State:
    """How far it is, and what was counted."""

    next: int = 0
    slowest: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str, outcome: str, took: float) -> None:
        """Count one more."""
        self.next += 1
        self.slowest = max(self.slowest, took)
        self.counts[f"{kind}: {outcome.split(maxsplit=1)[0]}"] += 1

    def write(self, path: Path | None) -> None:
        """Keep it in a file."""
        if path is not None:
            path.write_text(json.dumps({"next": self.next, "slowest": self.slowest, "counts": self.counts}, indent=1))


def read_state(path: Path | None) -> State:
    """Return the state that a file keeps, or a new one."""
    if path is None or not path.exists():
        return State()
    kept = json.loads(path.read_text())
    return State(kept["next"], kept["slowest"], Counter(kept["counts"]))


def tried(start: int, stop: int, *, seed: int) -> Iterator[Result]:
    """Yield what becomes of some cases, tried here."""
    with tempfile.TemporaryDirectory(dir=_fast()) as folder:
        trial = Trial(read(study_folder(Path(folder), items=ITEMS)), new_store())
        for number in range(start, stop):
            changed, began = case(number, seed=seed), time.process_time()
            yield number, changed.kind, trial.outcome(changed), time.process_time() - began


def _fast() -> str | None:
    return next((folder for folder in ("/dev/shm",) if os.access(folder, os.W_OK)), None)  # noqa: S108 - memory


def _work(start: int, stop: int, seed: int, results: Connection, reader: Connection) -> None:
    reader.close()  # so that it ends when nobody listens any more
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    gc.freeze()
    with in_process():
        for result in tried(start, stop, seed=seed):
            results.send(result)


def worked(start: int, stop: int, *, seed: int) -> Iterator[Result]:
    """Yield what becomes of some cases, tried in a process of their own; stop short where it falls or hangs."""
    results, sender = FORK.Pipe(duplex=False)
    worker = FORK.Process(target=_work, args=(start, stop, seed, sender, results))
    worker.start()
    sender.close()
    try:
        for _ in range(start, stop):
            if not results.poll(HANG_SECONDS):
                return
            yield results.recv()
    except EOFError:
        return
    finally:
        worker.kill()
        worker.join()


def alone(number: int, *, seed: int) -> Result:
    """Return what becomes of one case, tried as users would, where it brought down the process of the others."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    results, sender = FORK.Pipe(duplex=False)
    worker = FORK.Process(target=lambda: sender.send(next(tried(number, number + 1, seed=seed))))
    worker.start()
    sender.close()
    try:
        return results.recv() if results.poll(HANG_SECONDS) else (number, case(number, seed=seed).kind, "HANG", 0.0)
    except EOFError:
        return number, case(number, seed=seed).kind, "FELL", 0.0
    finally:
        worker.kill()
        worker.join()


def run(state: State, *, mutations: int, seconds: float, seed: int, keep: Path | None) -> None:
    """Try what is left to be tried, in one process after the other."""
    ends = time.monotonic() + seconds
    while state.next < mutations and time.monotonic() < ends:
        stop = min(state.next + A_WORKER, mutations)
        for result in worked(state.next, stop, seed=seed):
            _note(result, state, keep)
            if time.monotonic() > ends:
                return
        if state.next < stop:
            _note(alone(state.next, seed=seed), state, keep)


def _note(result: Result, state: State, keep: Path | None) -> None:
    number, kind, outcome, took = result
    state.count(kind, outcome, took)
    if outcome not in FINE or took > SLOW_SECONDS:
        print(f"case {number}, {kind}, {took:.2f} s: {outcome}", flush=True)
    if state.next % A_LINE == 0:
        print(f"{time.strftime('%H:%M:%S')} {state.next} {_totals(state)}", flush=True)
        state.write(keep)


def _totals(state: State) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for name, count in state.counts.items():
        totals[name.split(": ")[1]] += count
    return dict(totals)


def main() -> int:
    """Change, load, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path, help="a file that keeps how far it is")
    parser.add_argument("--case", type=int, help="try this one again")
    parser.add_argument("--keep", type=Path, help="write the file of that case here")
    settings = parser.parse_args()
    if settings.case is not None:
        if settings.keep:
            settings.keep.write_bytes(case(settings.case, seed=settings.seed).content)
        print(*next(tried(settings.case, settings.case + 1, seed=settings.seed)))
        return 0
    state = read_state(settings.state)
    limits = {"mutations": settings.mutations, "seconds": settings.seconds, "seed": settings.seed}
    run(state, **limits, keep=settings.state)
    state.write(settings.state)
    for name, count in sorted(state.counts.items()):
        print(f"{name:26} {count:9}")
    print(f"{state.next} files, the slowest took {state.slowest:.2f} s of processor time")
    return int(set(_totals(state)) > FINE)


if __name__ == "__main__":
    sys.exit(main())
