"""Load files of answers into the store of a study: all of a file, or nothing of it."""

import getpass
import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from instruments.errors import Place, SurveyError, refuse
from survey.ingest.bundles import Bundle, bundles
from survey.ingest.column_map import ColumnMap, read_map
from survey.ingest.kept_columns import notes_on_absent, notes_on_left_out, notes_on_nameless
from survey.ingest.opening import Opened, opened
from survey.ingest.phones import notes_on_phones
from survey.ingest.plausible import refuse_shifted
from survey.ingest.reconcile import Reconciliation, as_record, from_record, known_again
from survey.ingest.taking import Taker, take
from survey.ingest.tally import Tally, notes_on, notes_on_edits, notes_on_erased, notes_on_within
from survey.store import OvertakenError, RawFile, Store, open_store
from survey.study import Study

_TRIES = 3

Doubtful = Literal["refuse", "take"]


def load(
    study: Study,
    paths: Iterable[str | Path],
    *,
    columns: str | Path | None = None,
    repair_accents: bool = False,
    doubtful: Doubtful = "refuse",
) -> tuple[Reconciliation, ...]:
    """Load files of answers, each in a transaction of its own.

    Parameters
    ----------
    study : Study
    paths : iterable of str or Path
        CSV, Excel, ODS, zips of CSV, SPSS or Stata; codes or labels in any language of the questionnaire. A CSV with
        the rows of a repeat goes with the file that holds their interviews.
    columns : str or Path, optional
        A TOML file that says which column holds which question; default: the one that the study names, if any.
    repair_accents : bool
        Whether accents that an earlier conversion damaged are put right. Otherwise such a file is refused.
    doubtful : {"refuse", "take"}
        What becomes of a file in which the name of a column is nearly that of a question without one, or most cells are
        no answer to the question that they stand under.

    Returns
    -------
    tuple of Reconciliation
        One a file, not counting files of repeats. A file that was loaded before changes nothing.

    Raises
    ------
    SurveyError
        If a file cannot be read, or is no export of this questionnaire; the files before it stay loaded.
    """
    return tuple(loading(study, paths, columns=columns, repair_accents=repair_accents, doubtful=doubtful))


def loading(
    study: Study,
    paths: Iterable[str | Path],
    *,
    columns: str | Path | None = None,
    repair_accents: bool = False,
    doubtful: Doubtful = "refuse",
) -> Iterator[Reconciliation]:
    """Load files of answers as `load` does, and yield what became of each as soon as it is known."""
    store = open_store(study)
    written = read_map(study, columns)
    for bundle in bundles([Path(path) for path in paths], instrument=study.instrument):
        yield load_bundle(study, store, bundle, written, repair=repair_accents, doubtful=doubtful)


def load_bundle(
    study: Study,
    store: Store,
    bundle: Bundle,
    written: ColumnMap | None,
    *,
    repair: bool,
    doubtful: Doubtful = "refuse",
    tries: int = _TRIES,
) -> Reconciliation:
    """Load a file, with the files of its repeats, into an open store; where others write meanwhile, try again."""
    if not bundle.main.is_file():
        raise refuse("survey.ingest.no_file", Place(file=str(bundle.main)))
    digest = digest_of(bundle)
    kept = store.reconciliation(digest)
    if kept is not None:
        return known_again(from_record(kept), name=bundle.main.name, written=written)
    try:
        return _load_new(study, store, bundle, digest, written, repair=repair, doubtful=doubtful)
    except OvertakenError:
        if tries == 1:
            raise
        return load_bundle(study, store, bundle, written, repair=repair, doubtful=doubtful, tries=tries - 1)


def digest_of(bundle: Bundle) -> str:
    """Return the SHA-256 of a file, or of those of its files where there are several."""
    digests = [sha256_of(path) for path in (bundle.main, *bundle.repeats)]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load_new(
    study: Study,
    store: Store,
    bundle: Bundle,
    digest: str,
    written: ColumnMap | None,
    *,
    repair: bool,
    doubtful: Doubtful,
) -> Reconciliation:
    tally = Tally()
    found = opened(bundle, study=study, written=written, tally=tally, repair=repair)
    if doubtful == "refuse" and found.misspelt:
        raise SurveyError(found.misspelt)
    raw = _raw_file(study, bundle.main, digest, found)
    with store.adding(raw) as adding:
        taker = Taker(study=study, raw=raw, columns=found.columns, tally=tally, erased=adding.erased)
        take(found.rows, taker=taker, adding=adding)
        if tally.rows == 0:
            raise refuse("survey.ingest.no_rows", Place(file=raw.name, sheet=found.sheet or None))
        if found.from_1904 and tally.days:
            raise refuse("survey.ingest.days_from_1904", Place(file=raw.name), items=", ".join(tally.days))
        if doubtful == "refuse":
            refuse_shifted(tally, file=raw.name)
        reconciliation = _reconciliation(study, raw, found=found, tally=tally)
        adding.reconcile(as_record(reconciliation))
    return reconciliation


def _raw_file(study: Study, path: Path, digest: str, found: Opened) -> RawFile:
    return RawFile(
        name=path.name,
        sha256=digest,
        kind=found.kind,
        header=found.header,
        loader=_loader(),
        loaded_at=datetime.now(UTC),
        form=study.instrument.name,
        form_version=study.instrument.version,
        plan=_plan(study),
    )


def _loader() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user name
        return ""


def _plan(study: Study) -> str:
    """Return the plan of claims as it stands before these answers are seen."""
    if study.plan is None:
        return ""
    if study.plan.file is None:
        return f"library:{study.plan.library}"
    return study.path(study.plan.file).read_text(encoding="utf-8-sig")


def _reconciliation(study: Study, raw: RawFile, *, found: Opened, tally: Tally) -> Reconciliation:
    columns = found.columns
    notes = (
        *found.notes,
        *tally.tags,
        *notes_on_edits(columns, origin=found.origin, header=raw.header, file=raw.name),
        *notes_on_within(tally, file=raw.name),
        *notes_on_erased(tally, file=raw.name),
        *notes_on_absent(columns, instrument=study.instrument, file=raw.name),
        *notes_on_left_out(found.kept, telling=tally.telling, place=Place(file=raw.name)),
        *notes_on_phones(tally, file=raw.name),
        *notes_on_nameless(tally, place=Place(file=raw.name)),
        *notes_on(raw, columns=columns, tally=tally),
    )
    return Reconciliation(
        file=raw.name,
        kind=raw.kind,
        origin=found.origin,
        hash=raw.sha256,
        rows_in=tally.rows,
        rows_stored=tally.stored,
        rows_known=tally.known,
        rows_refused=tuple(tally.refused),
        columns_matched=tuple(dict.fromkeys([*columns.items, *columns.ticks])),
        columns_unmatched=found.unmatched,
        columns_mapped=found.mapped,
        items_absent=columns.absent,
        notes=notes,
        loaded_at=raw.loaded_at,
        loader=raw.loader,
    )
