"""Whether two rows under one identity say the same, whatever server, language or order of columns they came in."""

from collections import defaultdict
from collections.abc import Sequence

from survey.ingest.columns import Columns, match_columns
from survey.ingest.rows import code_columns, turned
from survey.ingest.submission import answers_hashes
from survey.store import Held, RawFile, RawRow
from survey.study import Study


def agree(pairs: Sequence[tuple[RawRow, Held]], *, study: Study, raw: RawFile, columns: Columns) -> list[bool]:
    """Return for each row whether it has the same answers as what is held; cells that are the same are not read."""
    same = [held.header == raw.header and held.cells == row.cells for row, held in pairs]
    by_header: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, (_, held) in enumerate(pairs):
        if not same[at]:
            by_header[held.header].append(at)
    for earlier, places in by_header.items():
        theirs = match_columns(earlier, instrument=study.instrument, file=raw.name)
        before = hashes_of([pairs[at][1].cells for at in places], columns=theirs, study=study)
        now = hashes_of([pairs[at][0].cells for at in places], columns=columns, study=study)
        for at, one, other in zip(places, before, now, strict=True):
            same[at] = one == other
    return same


def hashes_of(rows: Sequence[Sequence[str]], *, columns: Columns, study: Study) -> list[str]:
    """Return for each row a hash of its answers."""
    table = turned(rows)
    coded = code_columns(table, columns=columns, instrument=study.instrument, dates=study.files.dates)
    repeats = {name: table.column(at) for name, at in columns.repeats.items()}
    return answers_hashes(coded, instrument=study.instrument, rows=table.count, repeats=repeats)
