"""Load a changed file the whole way into a store, and say what became of it, or what is wrong with the toolkit."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.pool import StaticPool

from benchmarks.fuzz_readers.cases import Case
from instruments.errors import SurveyError
from instruments.workbook import process, sheets
from survey.ingest import Reconciliation
from survey.ingest.bundles import bundles
from survey.ingest.loading import load_bundle, sha256_of
from survey.store import Store
from survey.store.engine import open_engine
from survey.study import Study

_OWN_SHEETS = (None, "Interviews", "form")
ENOUGH = 500  # so many files go into a store before it is left for a new one


@dataclass(slots=True)
class Trial:
    """A study, and its store in memory; its files are written where they cost least."""

    study: Study
    store: Store
    tried: int = 0

    def outcome(self, case: Case) -> str:
        """Return ``loaded`` or ``refused``, or in capitals what is wrong with the toolkit."""
        if self.tried % ENOUGH == 0:
            self.store = new_store()
        self.tried += 1
        path = self.study.folder / f"changed.{case.suffix}"
        path.write_bytes(case.content)
        try:
            return self._loaded(path, case)
        except SurveyError as error:
            error.text("fr")
            return "refused" if self.store.reconciliation(sha256_of(path)) is None else "LEFT BEHIND"
        except Exception:  # noqa: BLE001 - that there is none is what is tried
            return "TRACEBACK " + traceback.format_exc(limit=-4)

    def _loaded(self, path: Path, case: Case) -> str:
        (bundle,) = bundles([path], instrument=self.study.instrument)
        found = load_bundle(self.study, self.store, bundle, None, repair=False)
        found.text("fr")
        if found.rows_in != found.rows_stored + found.rows_known + len(found.rows_refused):
            return f"LOST {found.rows_in} rows in"
        orphans = sum(problem.code == "survey.ingest.orphan" for problem in found.rows_refused)
        if case.rows is not None and _own_rows(found) != case.rows:
            return f"LOST {found.rows_in - orphans} of {case.rows} rows were seen"
        again = any(note.code.startswith("survey.ingest.loaded_before") for note in found.notes)
        held = len(self.store.rows(found.hash))
        return "loaded" if again or held == found.rows_stored else f"LOST {held} of {found.rows_stored} rows are held"


def _own_rows(found: Reconciliation) -> int:
    """Return how many rows of interviews were seen: those of tags too, and refused ones of repeats not."""
    of_repeats = sum(problem.place.sheet not in _OWN_SHEETS for problem in found.rows_refused)
    tags = [note for note in found.notes if note.code == "survey.ingest.tags" and note.place.sheet in _OWN_SHEETS]
    return found.rows_in - of_repeats + len(tags)


def new_store() -> Store:
    """Return an empty store in memory."""
    return Store(open_engine("sqlite://", pool=StaticPool))


@contextmanager
def in_process() -> Iterator[None]:
    """Unpack workbooks here: a process of its own only bounds what a workbook may cost, and takes long to begin."""
    kept = sheets._unpacked  # noqa: SLF001
    sheets._unpacked = _unpacked_here  # noqa: SLF001
    try:
        yield
    finally:
        sheets._unpacked = kept  # noqa: SLF001


def _unpacked_here(path: Path) -> list[bytes]:
    lines: list[bytes] = []
    with suppress(Exception):
        try:
            lines.extend(line.encode() for line in process.written(str(path)))
        except BaseException as fall:  # the library panics, which is no Exception; a process of its own would fall
            if type(fall).__name__ != "PanicException":
                raise
    return lines
