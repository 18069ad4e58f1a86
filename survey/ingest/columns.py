"""Which column of a file holds which item: by name, by path, by label in any language; never by guess."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instruments.errors import Place, Problem, SurveyError
from instruments.instrument import Instrument
from instruments.words import listed
from survey.ingest.called import called, items_of, tick_of

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
VERSIONS = ("__version__", "formversion", "formdef_version", "_version", "_version_")
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


def match_columns(header: Sequence[str], *, instrument: Instrument, file: str) -> Columns:
    """Return which column holds which item.

    Raises
    ------
    SurveyError
        If a column could be several items, or several columns the same item.
    """
    known = called(instrument)
    ticks = {position: tick for position, name in enumerate(header) if (tick := tick_of(name, known))}
    ranked = {position: items_of(name, known) for position, name in enumerate(header) if position not in ticks}
    items, problems = _settle(ranked, header, file)
    if problems:
        raise SurveyError(problems)
    folded = [name.casefold().strip() for name in header]
    own = _role(instrument, items, "interview_id")
    return Columns(
        items=items,
        ticks=_by_item(ticks),
        identity=_first(folded, IDENTITIES) if own is None else own,
        version=_first(folded, VERSIONS),
        submitted=_first(folded, MOMENTS),
        unmatched=tuple(name for at, name in enumerate(header) if at not in {*items.values(), *ticks}),
        absent=_absent(instrument, items, _by_item(ticks)),
        review=_first(folded, REVIEWS),
        **({} if own is not None else _editing(folded)),
    )


def _editing(folded: Sequence[str]) -> dict[str, int | None]:
    """Return what tells versions apart: of the server's identities only, people type the same number twice."""
    return {
        "instance": _first(folded, INSTANCES),
        "deprecated": _first(folded, DEPRECATED),
        "edits": _first(folded, EDITS),
    }


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
    held = [item.name for item in instrument.items if item.holds_answer]
    return tuple(name for name in held if name not in items and name not in ticks)
