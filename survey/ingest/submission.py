"""Which submission a row is, and whether two rows say the same."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from instruments.instrument import Instrument
from instruments.scale import NonAnswer
from survey.ingest.cell import Cell
from survey.ingest.coding import NOTHING_SAID, Coded
from survey.ingest.columns import Columns
from survey.ingest.moments import either_way
from survey.ingest.plain import plain
from survey.ingest.repeated import records_of
from survey.ingest.rows import Turned
from survey.store.records import UNNAMED

_DIGEST_BYTES = 16
# What Kobo (codes and labels), ODK Central and SurveyCTO call what was decided on a submission.
_REVIEWS = {
    "approved": "approved",
    "validation_status_approved": "approved",
    "approuvé": "approved",
    "rejected": "rejected",
    "validation_status_not_approved": "rejected",
    "not approved": "rejected",
    "non approuvé": "rejected",
    "hasissues": "on_hold",
    "validation_status_on_hold": "on_hold",
    "on hold": "on_hold",
    "en attente": "on_hold",
}
_MOST_DIGITS = 6  # nobody edits an interview a million times
_NOTHING = bytes(_DIGEST_BYTES)
_LANES = 2  # numbers of 64 bits in a digest
# The moments and the device of an interview are written differently by each server; what was answered is not.
SAID_ONCE = frozenset({"select_one", "select_multiple", "integer", "decimal", "text", "calculate", "list_experiment"})
"""What first told answers apart; stores of that time know interviews without an identity by it."""
SAID = SAID_ONCE | {"date", "time"}


def answers_hashes(
    coded: Mapping[str, Coded],
    *,
    instrument: Instrument,
    rows: int,
    repeats: Mapping[str, Sequence[str]] = MappingProxyType({}),
    said: frozenset[str] = SAID,
) -> list[str]:
    """Return for each row a hash of its answers: the same from a file of codes and from a file of labels.

    It is the sum, in 128 bits, of a hash for each item and its answer, so that the order of the columns does not matter
    and one pass over the distinct answers of a column serves all rows. Items without an answer do not count, so that
    a later version of a form with more items changes nothing. Of repeats it is counted how many rows there are.
    A date counts the same whichever of its numbers is the day, for the rows beside it must not change what a row says.
    """
    total = np.zeros((rows, _LANES), dtype=np.uint64)
    kinds = {name: instrument.item(name).kind for name in coded}
    for name in sorted(name for name, kind in kinds.items() if kind in said):
        total += _hashes(name, coded[name], dates=kinds[name] == "date")[coded[name].which]
    for name, cells in repeats.items():
        total += _lanes([_digest(f"{name}\x1f{len(records_of(cell))}") if cell else _NOTHING for cell in cells])
    digits = total.tobytes().hex()
    width = 2 * _DIGEST_BYTES
    return [digits[start : start + width] for start in range(0, rows * width, width)]


def _hashes(name: str, coded: Coded, *, dates: bool) -> NDArray[np.uint64]:
    answers = map(either_way, coded.texts) if dates else map(_answer, coded.cells, coded.texts)
    return _lanes([_digest(f"{name}\x1f{answer}") if answer else _NOTHING for answer in answers])


def _lanes(digests: Sequence[bytes]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(digests), dtype="<u8").reshape(-1, _LANES)


def _digest(answer: str) -> bytes:
    return hashlib.blake2b(answer.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()


def _answer(cell: Cell, text: str) -> str:
    match cell.value:
        case str() as words:
            return words
        case frozenset() as codes:
            return " ".join(sorted(codes))
        case None if cell.reason in NOTHING_SAID:
            return ""
        case None:
            return text.strip() if cell.reason is NonAnswer.INVALID else str(cell.reason)
        case value:
            return str(value)


def named_in(table: Turned, *, columns: Columns) -> list[str] | None:
    """Return how the server names each submission, or None where it does not.

    A submission that was never edited may have no name for its first version: then it is that version itself.
    """
    if columns.identity is None:
        return None
    told = _cells(table, columns.identity), _cells(table, columns.instance)
    return [first or own for first, own in zip(*told, strict=True)]


def identity_of(cell: str) -> str:
    """Return an identity as all servers write it: ``uuid:`` is a prefix that only some put before it."""
    return cell.strip().removeprefix("uuid:")


def made_of(digest: str, *, seen: Counter[str]) -> str:
    """Return the identity of a row that has none: the hash of its answers, and how often it came in this file.

    Interviews without an identity stay apart; `seen` is counted on.
    """
    seen[digest] += 1
    return f"{UNNAMED}{digest}" if seen[digest] == 1 else f"{UNNAMED}{digest}-{seen[digest]}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the columns of a server say of some rows: which version of an interview each is, and what was decided on it.

    Attributes
    ----------
    instances, deprecated, form_versions : list of str
    edits : list of int
    reviews : list of str or None
    """

    instances: list[str]
    deprecated: list[str]
    edits: list[int]
    form_versions: list[str]
    reviews: Sequence[str | None]


def told_of(table: Turned, *, columns: Columns) -> Told:
    """Return for each row which version of an interview it is, as far as its file says it."""
    return Told(
        instances=list(map(identity_of, _cells(table, columns.instance))),
        deprecated=list(map(identity_of, _cells(table, columns.deprecated))),
        edits=list(map(_edits, _cells(table, columns.edits))),
        form_versions=form_versions(table, columns=columns),
        reviews=_reviews(table, columns.review),
    )


def _edits(cell: str) -> int:
    return int(cell) if cell.isdecimal() and len(cell) <= _MOST_DIGITS else 0


def _reviews(table: Turned, position: int | None) -> Sequence[str | None]:
    if position is None:
        return [None] * table.count
    return [_REVIEWS.get(plain(cell), "") for cell in _cells(table, position)]


def form_versions(table: Turned, *, columns: Columns) -> list[str]:
    """Return for each row the version of the form that it was made with: the first one that it names."""
    told = [_cells(table, at) for at in columns.versions]
    return [next(filter(None, row), "") for row in zip(*told, strict=True)] if told else [""] * table.count


def _cells(table: Turned, position: int | None) -> list[str]:
    return list(map(str.strip, table.column(position)))
