"""Which rows are of persons who were erased: that must be known before anything of them is read or counted."""

from collections import Counter
from collections.abc import Sequence

from survey.ingest.agreeing import hashes_of
from survey.ingest.columns import Columns
from survey.ingest.rows import Turned
from survey.ingest.submission import SAID, SAID_ONCE, identity_of, made_of, named_in
from survey.store.records import UNNAMED
from survey.study import Study


def erased_by_name(table: Turned, *, columns: Columns, erased: frozenset[str]) -> dict[int, str]:
    """Return the rows that name an erased interview, or a version of one, with the name of the interview."""
    told = [map(identity_of, table.column(at)) for at in (columns.instance, columns.deprecated) if at is not None]
    named = list(map(identity_of, named_in(table, columns=columns) or [""] * table.count))
    names = zip(named, *told, strict=True)
    return {at: named[at] for at, of_row in enumerate(names) if erased.intersection(of_row)}


def erased_by_answers(
    rows: Sequence[Sequence[str]],
    made: Sequence[str],
    *,
    columns: Columns,
    study: Study,
    erased: frozenset[str],
    seen: Counter[str],
) -> set[int]:
    """Return which rows without a name are erased interviews, known by their answers.

    Parameters
    ----------
    rows : sequence of cells
    made : sequence of str
        The identities that are made of them.
    columns : Columns
    study : Study
    erased : frozenset of str
    seen : Counter
        How often each identity came that was made while dates and times did not count; it is counted on. Of those who
        were erased then nothing else is left to know them by.
    """
    if not erased:
        return set()
    gone = {at for at, name in enumerate(made) if name in erased}
    if columns.repeats:
        with_repeats = hashes_of(rows, columns=columns, study=study, with_repeats=True)
        gone |= {at for at, digest in enumerate(with_repeats) if f"{UNNAMED}{digest}" in erased}
    if any(item.kind in SAID - SAID_ONCE for item in study.instrument.items):
        once = hashes_of(rows, columns=columns, study=study, said=SAID_ONCE)
        gone |= {at for at, digest in enumerate(once) if made_of(digest, seen=seen) in erased}
    return gone
