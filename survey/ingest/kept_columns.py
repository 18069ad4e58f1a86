"""Which columns of a file are kept: questions, what the server says of a submission, and what the study names.

All others are left out, and named: nobody has decided that they may stand beside answers. The file stays with the team.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import compress, groupby
from operator import itemgetter

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.words import listed
from survey.eligibility import is_for_everybody
from survey.ingest.called import LONGEST_NAME, called, suffixes
from survey.ingest.columns import Columns
from survey.ingest.export import Rows
from survey.ingest.phones import PHONE
from survey.ingest.plain import plain
from survey.ingest.tally import Tally

LINKS = ("key", "parent_key", "_index", "_parent_index", "_parent_table_name")
"""What ties the rows of a repeat to each other and to their interview."""

ROWS_LOOKED_AT = 1_000
NEAR = 0.8  # so alike are favour_wagner and favour_wagne, and not trust_army and trust_police

_TECHNICAL = """
_id _status _tags _notes _submitted_by _attachments _version _duration _edited
_xform_id _xform_id_string _bamboo_dataset_id _total_media _media_count _media_all_received _review_status
_review_comment _date_modified formhub/uuid submitterid submittername attachmentspresent attachmentsexpected status
deviceid edits audit instancename review_quality review_comments review_corrections starttime endtime duration username
simid simserial subscriberid devicephonenum phonenumber caseid interview__key sssys_irnd interview__status has__errors
"""
_OF_SERVERS = frozenset([*_TECHNICAL.split(), *LINKS])
_BEGINNINGS = ("__version", "set-of-", "meta/", "meta-", "_submission_")  # the last: of the interview, in its repeats
_NUMBERED = re.compile(r"(_\d+)+")  # of the second person in a wide table: name_2
_TELLING_NAME = re.compile(
    r"(^|[^a-z])(nom|noms|prenom|name|surname|tel|telephone|phone|mobile|cell|contact|gps|geolocation|latitude|longitude"
    r"|altitude|adresse|address|email|courriel|nina)([^a-z]|$)"
)
_ACCENTS = str.maketrans("éèêç", "eeec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a header.

    Attributes
    ----------
    header : tuple of str
        What is kept, in the order of the file.
    selected : tuple of bool
        Which columns of the file that is.
    unknown : tuple of str
        What is left out and is nothing that servers are known to write.
    """

    header: tuple[str, ...]
    selected: tuple[bool, ...]
    unknown: tuple[str, ...]


def kept_of(header: Sequence[str], *, columns: Columns, instrument: Instrument, keep: Sequence[str]) -> Kept:
    """Return what is kept of a header.

    Parameters
    ----------
    header : sequence of str
    columns : Columns
        What was found in it.
    instrument : Instrument
    keep : sequence of str
        What the study wants besides.
    """
    named = {plain(name) for name in keep}
    read = columns.read
    selected = tuple(
        at in read or plain(name) in named or _is_in_repeat(name, instrument) for at, name in enumerate(header)
    )
    left = [name for name, taken in zip(header, selected, strict=True) if not taken]
    counts = {plain(f"{repeat.name}_count") for repeat in instrument.repeats}  # what our forms ask before a repeat
    counts |= {plain(words) for repeat in instrument.repeats for words in repeat.how_many.values() if words.strip()}
    ours = [name for name in left if counts.isdisjoint(suffixes(plain(name)))]
    unknown = tuple(name for name in ours if name and not _is_of_server(name))
    return Kept(header=tuple(compress(header, selected)), selected=selected, unknown=unknown)


def _is_in_repeat(name: str, instrument: Instrument) -> bool:
    """Whether a column of a wide table holds a question within a repeat."""
    if not (found := _NUMBERED.search(name)) or found.end() != len(name):
        return False
    bare = name[: found.start()]
    return any(part in instrument and instrument.item(part).repeat is not None for part in suffixes(bare))


def _is_of_server(name: str) -> bool:
    folded = name.casefold().strip()
    return folded in _OF_SERVERS or folded.startswith(_BEGINNINGS)


def only_kept(rows: Rows, *, header: Sequence[str], kept: Kept, tally: Tally) -> Rows:
    """Return rows with the columns that are kept, looking at the others only for what may tell who somebody is."""
    return rows if all(kept.selected) else _only(rows, header, kept, tally)


def _only(rows: Rows, header: Sequence[str], kept: Kept, tally: Tally) -> Rows:
    unknown = set(kept.unknown)
    watched = [(at, name) for at, name in enumerate(header) if name in unknown]
    nameless = [
        at for at, (name, taken) in enumerate(zip(header, kept.selected, strict=True)) if not name and not taken
    ]
    left_out = [slice(run[0], run[-1] + 1) for run in _runs(kept.selected)]
    for seen, (number, row) in enumerate(rows):
        if nameless:
            tally.nameless += any(row[at].strip() for at in nameless)
        if seen < ROWS_LOOKED_AT:
            tally.telling |= {name for at, name in watched if name not in tally.telling and is_telling(name, row[at])}
        taken = row.copy()
        for run in left_out:
            del taken[run]
        yield number, taken


def _runs(selected: Sequence[bool]) -> list[list[int]]:
    """Return the columns that are left out, those beside each other together, the last first."""
    runs = [[at for at, _ in run] for taken, run in groupby(enumerate(selected), itemgetter(1)) if not taken]
    return runs[::-1]


def is_telling(name: str, cell: str) -> bool:
    """Return whether a cell may tell who or where somebody is: by the name of its column, or as it holds a number.

    Examples
    --------
    >>> is_telling("remarques", "Le chef a dit 76 12 34 56"), is_telling("GPS_latitude", "16.27")
    (True, True)
    >>> is_telling("remarques", "le 2026-02-05"), is_telling("GPS_latitude", "")
    (False, False)
    """
    by_name = _TELLING_NAME.search(plain(name).translate(_ACCENTS)) is not None
    return bool(cell.strip()) and (by_name or PHONE.search(cell) is not None)


def notes_on_left_out(kept: Kept, *, telling: Collection[str], place: Place) -> Iterator[Problem]:
    """Yield the names of the columns that were left out, and which of them may tell who somebody is."""
    harmless = [name for name in kept.unknown if name not in telling]
    for code, names, severity in (
        ("left_out", harmless, Severity.NOTE),
        ("left_out_telling", [name for name in kept.unknown if name in telling], Severity.WARNING),
    ):
        if names:
            values = {"columns": ", ".join(name[:LONGEST_NAME] for name in names), "count": len(names)}
            yield Problem(code=f"survey.ingest.{code}", place=place, values=values, severity=severity)


def notes_on_nameless(tally: Tally, *, place: Place) -> Iterator[Problem]:
    """Yield in how many rows something stood in columns without a name: it is not kept."""
    if tally.nameless:
        values = {"count": tally.nameless}
        yield Problem(code="survey.ingest.nameless", place=place, values=values, severity=Severity.NOTE)


def near_misses(kept: Kept, *, columns: Columns, instrument: Instrument, place: Place) -> tuple[Problem, ...]:
    """Return the columns that are nearly a question for which there is no column: somebody misspelt a header."""
    known = called(instrument)
    absent = set(columns.absent)
    words = {form: items for index in (known.names, known.labels) for form, items in index.items()}
    forms = {form: [item for item in items if item in absent] for form, items in words.items() if absent & {*items}}
    problems = []
    for name in kept.unknown:
        if len(name) <= LONGEST_NAME and (near := _nearest(name, list(forms))):
            values = {"near": listed(forms[near])}
            where = replace(place, column=name)
            problems.append(Problem(code="survey.ingest.near_miss", place=where, values=values))
    return tuple(problems)


def _nearest(name: str, forms: Sequence[str]) -> str | None:
    tries = (near for part in suffixes(plain(name)) for near in get_close_matches(part, forms, n=1, cutoff=NEAR))
    return next(tries, None)


def notes_on_absent(columns: Columns, *, instrument: Instrument, file: str) -> Iterator[Problem]:
    """Yield the questions that everybody must answer and for which the file has no column."""
    for item in instrument.asked:
        if item.required and item.name in columns.absent and is_for_everybody(item, instrument):
            place = Place(file=file, item=item.name)
            yield Problem(code="survey.ingest.required_absent", place=place, severity=Severity.WARNING)
