"""Which submission a row is, and whether two rows say the same."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from instruments.instrument import Instrument
from instruments.scale import NonAnswer
from survey.ingest.cell import Cell
from survey.ingest.coding import Coded

_DIGEST_BYTES = 16
# The moments and the device of an interview are written differently by each server; what was answered is not.
_SAID = frozenset({"select_one", "select_multiple", "integer", "decimal", "text", "calculate", "list_experiment"})


def answers_hashes(coded: Mapping[str, Coded], *, instrument: Instrument, rows: int) -> list[str]:
    """Return for each row a hash of its answers: the same from a file of codes and from a file of labels.

    Items without an answer do not count, so that a later version of a form with more items changes nothing.
    """
    said = sorted(name for name in coded if instrument.item(name).kind in _SAID)
    columns = [(coded[name].which, _written(name, coded[name])) for name in said]
    return [_digest(b"".join([written[at[row]] for at, written in columns])) for row in range(rows)]


def _digest(answers: bytes) -> str:
    return hashlib.blake2b(answers, digest_size=_DIGEST_BYTES).hexdigest()


def _written(name: str, coded: Coded) -> list[bytes]:
    answers = [_answer(cell, text) for cell, text in zip(coded.cells, coded.texts, strict=True)]
    return [f"{name}\x1f{answer}\x1e".encode("utf-8", "surrogatepass") if answer else b"" for answer in answers]


def _answer(cell: Cell, text: str) -> str:
    match cell.reason, cell.value:
        case NonAnswer.MISSING | NonAnswer.NOT_OFFERED, _:
            return ""
        case NonAnswer.INVALID, _:
            return text.strip()
        case None, frozenset() as codes:
            return " ".join(sorted(codes))
        case reason, value:
            return str(reason or value)


def identities(cells: Sequence[str] | None, *, digests: Sequence[str], seen: Counter[str]) -> list[str]:
    """Return the identity of each row: the server's, else one made of its answers.

    Parameters
    ----------
    cells : sequence of str, optional
        The column of identities, where the file has one.
    digests : sequence of str
        The hashes of the answers.
    seen : Counter
        How often the same answers have come in this file, so that interviews without an identity stay apart;
        it is counted on.
    """
    given = cells if cells is not None else [""] * len(digests)
    return [_given(cell) or _made(digest, seen) for cell, digest in zip(given, digests, strict=True)]


def _given(cell: str) -> str:
    return cell.strip().removeprefix("uuid:")


def _made(digest: str, seen: Counter[str]) -> str:
    seen[digest] += 1
    return f"answers-{digest}" if seen[digest] == 1 else f"answers-{digest}-{seen[digest]}"
