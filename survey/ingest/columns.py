"""Which column of a file holds which item: by name, by path, by label in any language; never by guess."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from instruments.instrument import Instrument
from survey.ingest.called import Called, called, items_of, tick_like, tick_of
from survey.ingest.settling import settled

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
# Which version of the submission it is, which one that replaces, and how often it was edited.
INSTANCES = ("meta/instanceid", "meta-instanceid", "instanceid", "_uuid")
DEPRECATED = ("meta/deprecatedid", "meta-deprecatedid", "deprecatedid")
EDITS = ("edits",)
REVIEWS = ("reviewstate", "_validation_status", "review_status")
VERSIONS = re.compile(r"__?version_{0,2}[0-9]*|formversion|formdef_version")
REPEAT = "[]"  # behind the name of a repeat, in the column that holds its rows
MOMENTS = ("_submission_time", "submissiondate")


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
    instance, deprecated, edits : int or None
        What tells the versions of an edited submission apart.
    review : int or None
        What was decided on the submission on the server.
    versions : tuple of int
        Every column with a version of the form; servers add one each time that a form is imported again.
    repeats : mapping
        Repeat -> position of the column that holds its rows.
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
    instance: int | None = None
    deprecated: int | None = None
    edits: int | None = None
    review: int | None = None
    versions: tuple[int, ...] = ()
    repeats: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> frozenset[int]:
        """The positions of all that is read: questions, choices, repeats, and what a server says of a submission."""
        told = (self.identity, self.submitted, self.instance, self.deprecated, self.edits, self.review, *self.versions)
        ticks = [at for found in self.ticks.values() for at in found.values()]
        return frozenset([*self.items.values(), *ticks, *self.repeats.values(), *(at for at in told if at is not None)])


def match_columns(header: Sequence[str], *, instrument: Instrument, file: str) -> Columns:
    """Return which column holds which item.

    Raises
    ------
    SurveyError
        If a column could be several items, or several columns the same item.
    """
    known = called(instrument)
    ticks = {position: tick for position, name in enumerate(header) if (tick := tick_of(name, known))}
    ticks |= _under_one_name(header, known, ticks)
    claims = {position: items_of(name, known) for position, name in enumerate(header) if position not in ticks}
    items = settled(claims, header=header, instrument=instrument, file=file)
    folded = [name.casefold().strip() for name in header]
    own = _role(instrument, items, "interview_id")
    versions = tuple(at for at, name in enumerate(folded) if VERSIONS.fullmatch(name) and at not in items.values())
    return Columns(
        items=items,
        ticks=_by_item(ticks),
        identity=_first(folded, IDENTITIES) if own is None else own,
        version=versions[0] if versions else None,
        versions=versions,
        submitted=_first(folded, MOMENTS),
        unmatched=tuple(name for at, name in enumerate(header) if at not in {*items.values(), *ticks}),
        absent=_absent(instrument, items, _by_item(ticks)),
        review=_first(folded, REVIEWS),
        repeats={name: at for at, name in enumerate(header) if name.endswith(REPEAT)},
        **({} if own is not None else _editing(folded)),
    )


def _under_one_name(
    header: Sequence[str], known: Called, ticks: Mapping[int, tuple[str, str]]
) -> dict[int, tuple[str, str]]:
    """Return the column of a choice that is called like a question, ``water_other``, where both stand in a file.

    It is the first behind a column of another choice.
    """
    places: dict[str, list[int]] = {}
    for position, name in enumerate(header):
        places.setdefault(name, []).append(position)
    found = {}
    for name, positions in places.items():
        tick = tick_like(name, known) if len(positions) > 1 else None
        behind = [at for at in positions if at and tick and ticks.get(at - 1, ("", ""))[0] == tick[0]]
        if tick and behind:
            found[behind[0]] = tick
    return found


def _editing(folded: Sequence[str]) -> dict[str, int | None]:
    """Return what tells versions apart: of the server's identities only, people type the same number twice."""
    return {
        "instance": _first(folded, INSTANCES),
        "deprecated": _first(folded, DEPRECATED),
        "edits": _first(folded, EDITS),
    }


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
    held = [item.name for item in instrument.items if item.holds_answer and item.repeat is None]
    return tuple(name for name in held if name not in items and name not in ticks)
