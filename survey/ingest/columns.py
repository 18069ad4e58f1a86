"""Which column of a file holds which item: by name, by path, by label in any language; never by guess."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from instruments.errors import Place, Problem, SurveyError
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.words import listed
from survey.ingest.plain import plain
from survey.offered import offered

# What servers call the identity, the version and the moment of a submission, the surest first.
IDENTITIES = (
    "meta/rootuuid",
    "_uuid",
    "key",
    "instanceid",
    "meta/instanceid",
    "meta-instanceid",
    "interview__id",
    "_id",
)
VERSIONS = ("__version__", "formversion", "formdef_version", "_version", "_version_")
MOMENTS = ("_submission_time", "submissiondate")

V = TypeVar("V")

_CUTS = "/-."
_TICK_CUTS = ("/", "_", ".", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where everything is in the rows of a table; positions count from 0.

    Attributes
    ----------
    items : mapping
        Item -> position of its column.
    ticks : mapping
        Item -> code -> position of the 0/1 column of that choice.
    identity, version, submitted : int or None
    unmatched : tuple of str
        Headers that are no item.
    absent : tuple of str
        Items that an export should hold and this table does not.
    """

    items: Mapping[str, int]
    ticks: Mapping[str, Mapping[str, int]]
    identity: int | None
    version: int | None
    submitted: int | None
    unmatched: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """Everything an item or a choice may be called, by how sure it is: names before labels."""

    names: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    ticks: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def match_columns(header: Sequence[str], *, instrument: Instrument, file: str) -> Columns:
    """Return which column holds which item.

    Raises
    ------
    SurveyError
        If a column could be several items, or several columns the same item.
    """
    known = _names(instrument)
    ticks = {position: tick for position, name in enumerate(header) if (tick := _tick(name, known))}
    ranked = {position: _items(name, known) for position, name in enumerate(header) if position not in ticks}
    items, problems = _settle(ranked, header, file)
    if problems:
        raise SurveyError(problems)
    folded = [name.casefold().strip() for name in header]
    identity = _role(instrument, items, "interview_id")
    return Columns(
        items=items,
        ticks=_by_item(ticks),
        identity=_first(folded, IDENTITIES) if identity is None else identity,
        version=_first(folded, VERSIONS),
        submitted=_first(folded, MOMENTS),
        unmatched=tuple(name for at, name in enumerate(header) if at not in {*items.values(), *ticks}),
        absent=_absent(instrument, items, _by_item(ticks)),
    )


def suffixes(name: str) -> Iterator[str]:
    """Yield a header and what is left of it after each group before it: ``a/b-c``, ``b-c``, ``c``."""
    yield name
    for at, letter in enumerate(name):
        if letter in _CUTS:
            yield name[at + 1 :]


def _names(instrument: Instrument) -> _Names:
    names: dict[str, tuple[str, ...]] = {}
    labels: dict[str, tuple[str, ...]] = {}
    ticks: dict[str, tuple[tuple[str, str], ...]] = {}
    for item in _held(instrument):
        _add(names, plain(item.name), item.name)
        for label in {plain(words) for words in item.label.values() if words.strip()}:
            _add(labels, label, item.name)
        for key, code in _tick_names(item, instrument):
            _add(ticks, key, (item.name, code))
    return _Names(names, labels, ticks)


def _held(instrument: Instrument) -> list[Item]:
    return [item for item in instrument.items if item.holds_answer]


def _tick_names(item: Item, instrument: Instrument) -> set[tuple[str, str]]:
    scale = offered(item, instrument=instrument)
    if item.kind != "select_multiple" or scale is None:
        return set()
    called = {plain(name) for name in (item.name, *item.label.values()) if name.strip()}
    return {
        (f"{name}{cut}{plain(choice)}", option.code)
        for option in scale.choices
        for choice in (option.code, *option.label.values())
        for name in called
        for cut in _TICK_CUTS
    }


def _add(index: dict[str, tuple[V, ...]], key: str, value: V) -> None:
    if value not in index.get(key, ()):
        index[key] = (*index.get(key, ()), value)


def _tick(name: str, known: _Names) -> tuple[str, str] | None:
    for suffix in suffixes(plain(name)):
        if len(found := known.ticks.get(suffix, ())) == 1:
            return found[0]
    return None


def _items(name: str, known: _Names) -> tuple[int, tuple[str, ...]]:
    """How sure it is (0 is surest), and the items that a header may be."""
    whole, *parts = suffixes(plain(name))
    tries = [(0, known.names, whole), *((1, known.names, part) for part in parts)]
    tries += [(2, known.labels, whole), *((3, known.labels, part) for part in parts)]
    return next(((rank, index[key]) for rank, index, key in tries if key in index), (4, ()))


def _settle(
    ranked: Mapping[int, tuple[int, tuple[str, ...]]], header: Sequence[str], file: str
) -> tuple[dict[str, int], list[Problem]]:
    """Give each item its surest column; one item in two columns, or two items in one, is a problem."""
    claims: dict[str, list[tuple[int, int]]] = {}
    for position, (rank, items) in ranked.items():
        for item in items:
            claims.setdefault(item, []).append((rank, position))
    best = {item: [at for rank, at in found if rank == min(found)[0]] for item, found in claims.items()}
    settled = {item: at[0] for item, at in best.items()}
    problems = [_twice(item, [header[at] for at in found], file) for item, found in best.items() if len(found) > 1]
    for position in sorted(set(settled.values())):
        several = [item for item, at in settled.items() if at == position]
        if len(several) > 1:
            problems.append(_several(several, header[position], file))
    return settled, problems


def _several(items: Sequence[str], header: str, file: str) -> Problem:
    place = Place(file=file, column=header)
    return Problem(code="survey.ingest.label_of_several", place=place, values={"items": listed(list(items))})


def _twice(item: str, headers: Sequence[str], file: str) -> Problem:
    values = {"columns": ", ".join(headers), "count": len(headers)}
    return Problem(code="survey.ingest.column_twice", place=Place(file=file, item=item), values=values)


def _by_item(ticks: Mapping[int, tuple[str, str]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for position, (item, code) in ticks.items():
        found.setdefault(item, {}).setdefault(code, position)
    return found


def _role(instrument: Instrument, items: Mapping[str, int], role: str) -> int | None:
    return next((items[item.name] for item in instrument.items if item.role == role and item.name in items), None)


def _first(folded: Sequence[str], names: Sequence[str]) -> int | None:
    return next((folded.index(name) for name in names if name in folded), None)


def _absent(
    instrument: Instrument, items: Mapping[str, int], ticks: Mapping[str, Mapping[str, int]]
) -> tuple[str, ...]:
    return tuple(item.name for item in _held(instrument) if item.name not in items and item.name not in ticks)
