"""The clean data: the raw submissions and the corrections on record, replayed. The raw ones never change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from instruments.instrument import Instrument
from survey.ingest.columns import Columns
from survey.ingest.written import exists, held, place
from survey.store import Entry, Interview, RawRow, aliases
from survey.store.audit import standing

Changes = Mapping[str, Mapping[str, Entry]]


def changes_of(trail: Sequence[Entry], interviews: Iterable[Interview]) -> Changes:
    """Return for each interview and item the last correction that counts.

    Corrections follow the interview: one that was made before the server edited it is found under its first name.
    """
    counting = corrections(trail)
    if not counting:
        return {}
    names = aliases(interviews)
    found: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in counting:
        found[names.get(entry.submission_id, entry.submission_id)][entry.item] = entry
    return found


def corrected_answers(trail: Sequence[Entry]) -> int:
    """Return how many answers differ from what came in, as corrections say."""
    return len({(entry.submission_id, entry.item) for entry in corrections(trail)})


def corrections(trail: Sequence[Entry]) -> list[Entry]:
    """Return the corrections that nobody has undone."""
    return [entry for entry in standing(trail) if entry.action in {"change", "blank"}]


def correct(rows: Sequence[RawRow], *, columns: Columns, instrument: Instrument, changes: Changes) -> list[RawRow]:
    """Return the rows with their corrections.

    A correction counts while the submission holds what it was made on. Where the server has edited that very answer
    since, the edit is the newer word, and the correction is stale.
    """
    return [
        replace(row, cells=_cells(row, changes[row.submission_id], columns, instrument))
        if row.submission_id in changes
        else row
        for row in rows
    ]


def _cells(row: RawRow, corrections: Mapping[str, Entry], columns: Columns, instrument: Instrument) -> tuple[str, ...]:
    cells = row.cells
    for name, entry in corrections.items():
        if is_current(entry, row, columns=columns, instrument=instrument):
            cells = place(cells, entry.new, name=name, columns=columns, instrument=instrument)
    return cells


def is_current(entry: Entry, row: RawRow, *, columns: Columns, instrument: Instrument) -> bool:
    """Return whether a raw row still holds what a correction was made on."""
    if not exists(entry.item, cells=row.cells, columns=columns, instrument=instrument):
        return False
    return held(row.cells, name=entry.item, columns=columns, instrument=instrument) == entry.raw
