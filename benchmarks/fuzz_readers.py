"""Change small valid files at random and load them: no traceback, no hang, no row that is lost unseen.

``python -m benchmarks.fuzz_readers --mutations 1000000`` takes hours; ``--seconds 60`` stops after a minute.
Each mutated file goes the whole way into the store of a study; what becomes of it is counted.
"""

import argparse
import io
import random
import signal
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from benchmarks.exports import WRITERS, study_folder
from instruments.errors import SurveyError
from survey.ingest import load
from survey.ingest.loading import sha256_of
from survey.ingest.reconcile import Reconciliation
from survey.store import Store, open_store
from survey.study import Study, read

HANG_SECONDS = 10
SLOW_SECONDS = 2.0
A_STORE = 1_000
ZIPS = frozenset({"zip", "xlsx"})
MOSTLY = 0.8  # so often a zip is changed inside: a damaged zip is refused before anything in it is read
NASTY = (
    b"",
    b"\x00",
    b'"',
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b";" * 200,
    b"\r\n",
    b"=cmd()",
    b"\xc3\x83\xc2\xa9",
    b"9" * 400,
)


class HangError(Exception):
    """A load took too long."""


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Return a file with a few bytes cut, doubled, changed or added."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(changed) + 1)
        length = rng.choice((1, 1, 2, 8, 64, 512))
        match rng.randrange(5):
            case 0:
                del changed[at : at + length]
            case 1:
                changed[at:at] = changed[at : at + length]
            case 2:
                changed[at : at + 1] = bytes([rng.randrange(256)])
            case 3:
                changed[at:at] = rng.choice(NASTY)
            case 4:
                del changed[at:]
    return bytes(changed)


def mutated_part(content: bytes, rng: random.Random) -> bytes:
    """Return a zip, whole as a zip, in which one part is changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        names = before.namelist()
        chosen = rng.choice([name for name in names if "sheet" in name or name.endswith(".csv")] + names)
        for name in names:
            part = before.read(name)
            after.writestr(name, mutated(part, rng) if name == chosen else part)
    return changed.getvalue()


def outcome(study: Study, store: Store, path: Path) -> str:
    """Load a file; return what became of it, or what is wrong with the toolkit."""
    try:
        (found,) = load(study, [path])
    except SurveyError as error:
        error.text("fr")
        return "refused" if store.reconciliation(sha256_of(path)) is None else "LEFT BEHIND"
    return "loaded" if _accounted(found, store) else "LOST"


def _accounted(found: Reconciliation, store: Store) -> bool:
    found.text("fr")
    together = found.rows_stored + found.rows_known + len(found.rows_refused)
    again = any(note.code == "survey.ingest.loaded_before" for note in found.notes)
    return found.rows_in == together and (again or len(store.rows(found.hash)) == found.rows_stored)


def outcomes(study: Study, *, seed: int, mutations: int, seconds: float) -> Iterator[tuple[str, str, float, bytes]]:
    """Yield for each mutation the kind of file, what became of it, how long it took, and the file."""
    rng = random.Random(seed)  # noqa: S311 - to be the same for the same seed
    valid = {name: write(study.folder) for name, write in WRITERS.items()}
    began = time.monotonic()
    signal.signal(signal.SIGALRM, _hang)
    for number in range(mutations):
        if time.monotonic() - began > seconds:
            return
        if number % A_STORE == 0:
            for left in study.folder.glob("responses.sqlite*"):
                left.unlink()
            store = open_store(study)
        name = rng.choice(list(valid))
        whole = name in ZIPS and rng.random() < MOSTLY
        content = (mutated_part if whole else mutated)(valid[name], rng)
        path = study.folder / f"mutated.{name}"
        path.write_bytes(content)
        start = time.perf_counter()
        signal.alarm(HANG_SECONDS)
        try:
            found = outcome(study, store, path)
        except HangError:
            found = "HANG"
        except Exception:  # noqa: BLE001 - that there is none is what is tested
            found = "TRACEBACK " + traceback.format_exc(limit=-3)
        finally:
            signal.alarm(0)
        yield name, found, time.perf_counter() - start, content


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise HangError


def main() -> None:
    """Mutate, load, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that broke something")
    settings = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        study = read(study_folder(Path(folder)))
        found = outcomes(study, seed=settings.seed, mutations=settings.mutations, seconds=settings.seconds)
        for number, (name, what, took, content) in enumerate(found):
            counts[name, what] += 1
            slowest = max(slowest, took)
            if what not in {"loaded", "refused"} or took > SLOW_SECONDS:
                print(f"{name} mutation {number}: {what} after {took:.1f} s")
                if settings.keep:
                    settings.keep.mkdir(exist_ok=True, parents=True)
                    (settings.keep / f"{settings.seed}-{number}.{name}").write_bytes(content)
    for (name, what), count in sorted(counts.items()):
        print(f"{name:12} {what.split()[0]:10} {count}")
    print(f"{sum(counts.values())} mutations, the slowest took {slowest:.2f} s")


if __name__ == "__main__":
    main()
