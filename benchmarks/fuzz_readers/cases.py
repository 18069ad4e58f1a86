"""Cases: a kind of file and a change of it, drawn from the number of the case, so that any of them comes again."""

import io
import random
import zipfile
from dataclasses import dataclass

from benchmarks.fuzz_readers.formats import FORMATS, Format, valid
from benchmarks.fuzz_readers.tables import changed

BYTES = (
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
    b"\xff" * 8,
    b"&a;",
    b"</row>",
    b' t="e"',
)
SLOW_TO_WRITE = frozenset({"sav", "dta"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A changed file.

    Attributes
    ----------
    kind : str
        Of `FORMATS`.
    suffix : str
    content : bytes
    rows : int, optional
        How many interviews it holds, where that is known: a whole file in which cells were changed.
    """

    kind: str
    suffix: str
    content: bytes
    rows: int | None = None


def case(number: int, *, seed: int) -> Case:
    """Return a case: the same for the same number and seed."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - to be the same for the same seed
    kind = rng.choices(list(FORMATS), [form.often for form in FORMATS.values()])[0]
    form, chance = FORMATS[kind], rng.random()
    if chance < (0.1 if kind in SLOW_TO_WRITE else 0.5):
        return _rewritten(kind, form, rng)
    if form.zipped and chance < 0.85:
        return Case(kind=kind, suffix=form.suffix, content=_part_changed(valid(kind), rng))
    return Case(kind=kind, suffix=form.suffix, content=mutated(valid(kind), rng))


def _rewritten(kind: str, form: Format, rng: random.Random) -> Case:
    tables = changed(form.tables(), rng)
    try:
        content = form.write(tables)
    except Exception:  # noqa: BLE001 - what cannot be written in this kind of file is changed in its bytes instead
        return Case(kind=kind, suffix=form.suffix, content=mutated(valid(kind), rng))
    return Case(kind=kind, suffix=form.suffix, content=content, rows=tables.rows(blank=kind in SLOW_TO_WRITE))


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Return a file with a few bytes cut, doubled, moved, changed or added."""
    result = bytearray(content)
    for _ in range(rng.choice((1, 1, 1, 2, 4, 16))):
        at = rng.randrange(len(result) + 1)
        length = rng.choice((1, 1, 2, 8, 64, 512))
        match rng.randrange(6):
            case 0:
                del result[at : at + length]
            case 1:
                result[at:at] = result[at : at + length]
            case 2:
                result[at : at + 1] = bytes([rng.randrange(256)])
            case 3:
                result[at:at] = rng.choice(BYTES)
            case 4:
                result[at : at + 1] = bytes([result[at] ^ (1 << rng.randrange(8))]) if at < len(result) else b""
            case _:
                del result[max(at, len(result) - 8 * length) :]
    return bytes(result)


def _part_changed(content: bytes, rng: random.Random) -> bytes:
    """Return a zip, whole as a zip, in which one part is changed: mostly one with cells in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w") as after:
        names = before.namelist()
        chosen = rng.choice(3 * [name for name in names if _holds_cells(name)] + names)
        for name in names:
            part = before.read(name)
            after.writestr(zipfile.ZipInfo(name), mutated(part, rng) if name == chosen else part)
    return written.getvalue()


def _holds_cells(name: str) -> bool:
    return "sheet" in name or name.endswith((".csv", "content.xml"))
