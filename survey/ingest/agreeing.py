"""Whether two rows under one identity say the same, whatever server, language or order of columns they came in."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from survey.ingest.coding import Coded
from survey.ingest.columns import Columns, match_columns
from survey.ingest.repeats_held import likeness_within, rows_within
from survey.ingest.rows import Turned, code_columns, code_item, held_items, turned
from survey.ingest.submission import SAID, answers_hashes
from survey.store import Held, RawFile, RawRow
from survey.store.records import Likeness
from survey.study import Study


def agree(pairs: Sequence[tuple[RawRow, Held]], *, study: Study, raw: RawFile, columns: Columns) -> list[Likeness]:
    """Return for each row whether it has the same answers as what is held; cells that are the same are not read."""
    found: list[Likeness] = ["same"] * len(pairs)
    by_header: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, (brought, held) in enumerate(pairs):
        if held.header != raw.header or held.cells != brought.cells:
            by_header[held.header].append(at)
    for earlier, places in by_header.items():
        theirs = match_columns(earlier, instrument=study.instrument, file=raw.name)
        earlier_rows, rows = [pairs[at][1].cells for at in places], [pairs[at][0].cells for at in places]
        before = hashes_of(earlier_rows, columns=theirs, study=study)
        now = hashes_of(rows, columns=columns, study=study)
        held_table, table = turned(earlier_rows), turned(rows)
        turned_round = _turned_round(held_table, table, theirs, columns, study)
        within = zip(
            rows_within(table, columns=columns, study=study),
            rows_within(held_table, columns=theirs, study=study),
            strict=True,
        )
        for row, (at, (ours, held_within)) in enumerate(zip(places, within, strict=True)):
            same = before[row] == now[row] and row not in turned_round
            found[at] = likeness_within(ours, held_within) if same else "other"
    return found


def hashes_of(
    rows: Sequence[Sequence[str]],
    *,
    columns: Columns,
    study: Study,
    said: frozenset[str] = SAID,
    with_repeats: bool = False,
) -> list[str]:
    """Return for each row a hash of its answers; as it once was, with the number of its rows within repeats."""
    table = turned(rows)
    coded = code_columns(table, columns=columns, instrument=study.instrument, dates=study.files.dates)
    repeats = {name: table.column(at) for name, at in columns.repeats.items()} if with_repeats else {}
    return answers_hashes(coded, instrument=study.instrument, rows=table.count, repeats=repeats, said=said)


def _turned_round(held: Turned, brought: Turned, theirs: Columns, ours: Columns, study: Study) -> set[int]:
    """Return the rows in which a date has its day and month exchanged, which the hash does not tell."""
    found: set[int] = set()
    for item in held_items(study.instrument):
        if item.kind == "date":
            before, now = (
                code_item(table, item, columns, study.instrument, dates=study.files.dates)
                for table, columns in ((held, theirs), (brought, ours))
            )
            found |= {row for row in range(held.count) if _is_other(before, now, row)}
    return found


def _is_other(before: Coded, now: Coded, row: int) -> bool:
    """Whether two readings of a date are two days; one that can be read in two ways is either of them."""
    first, second = int(before.which[row]), int(now.which[row])
    one, other = before.cells[first], now.cells[second]
    if one.why == other.why == "ambiguous_date":
        return before.texts[first].strip() != now.texts[second].strip()
    days = isinstance(one.value, datetime) and isinstance(other.value, datetime)
    return days and one.value != other.value
