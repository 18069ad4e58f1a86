"""The same interviews once with the identities of a server and once without: they are known by their answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from survey.ingest.agreeing import hashes_of
from survey.ingest.columns import Columns, match_columns
from survey.ingest.repeats_held import RowsWithin, likeness_within, rows_within
from survey.ingest.rows import turned
from survey.ingest.submission import SAID, SAID_ONCE
from survey.store import Adding, RawFile, RawRow
from survey.store.records import Held, Twin
from survey.study import Study

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview that the store holds: its name, the file that brought it, and its rows within repeats."""

    name: str
    file: str
    within: RowsWithin


Known = defaultdict[str, list[Interview]]
"""Hash of answers -> the interviews that have them, those that are taken taken out."""


@dataclass(slots=True, kw_only=True)
class Twins:
    """What tells the twins of the rows of one file; the store is only asked where there can be some.

    Attributes
    ----------
    study : Study
    raw : RawFile
    columns : Columns
    adding : Adding
    """

    study: Study
    raw: RawFile
    columns: Columns
    adding: Adding
    _named: Known | None = field(default=None, init=False)
    _unnamed: Known | None = field(default=None, init=False)
    _renamed: Known | None = field(default=None, init=False)

    def of(self, rows: Sequence[RawRow]) -> list[Twin | None]:
        """Return for each new row the interview that it is already; None where it is none.

        Each interview is the twin of one row only: several persons may have said the same.
        """
        unnamed = {row.identity for row in rows if row.is_unnamed}
        for_unnamed = [self._with_names(), self._under_old_names()] if unnamed else []
        for_named = [self._without()] if len(unnamed) < len(rows) else []
        if not any(for_unnamed) and not any(for_named):
            return [None] * len(rows)
        cells = [row.cells for row in rows]
        digests = hashes_of(cells, columns=self.columns, study=self.study)
        within = rows_within(turned(cells), columns=self.columns, study=self.study)
        return [
            None if row.edited else _taken(for_unnamed if row.identity in unnamed else for_named, digest, ours)
            for row, digest, ours in zip(rows, digests, within, strict=True)
        ]

    def _with_names(self) -> Known:
        if self._named is None:
            self._named = defaultdict(list)
            for interview, digest in self._hashed(self.adding.named()):
                self._named[digest].append(interview)
        return self._named

    def _without(self) -> Known:
        if self._unnamed is None:
            self._unnamed = defaultdict(list)
            for interview, digest in self._hashed(self.adding.unnamed()):
                self._unnamed[digest].append(interview)
        return self._unnamed

    def _under_old_names(self) -> Known:
        """Return the interviews without a name that an earlier version stored under another one.

        Then dates and times did not tell answers apart, and the number of rows within repeats did.
        """
        if self._renamed is None:
            instrument = self.study.instrument
            other = bool(instrument.repeats) or any(item.kind in SAID - SAID_ONCE for item in instrument.items)
            known = self._without() if other else Known(list)
            own = {digest: [one for one in of if digest not in one.name] for digest, of in known.items()}
            self._renamed = Known(list, {digest: of for digest, of in own.items() if of})
        return self._renamed

    def _hashed(self, held: Iterable[tuple[str, Held]]) -> Iterator[tuple[Interview, str]]:
        instrument = self.study.instrument
        for (file, header), group in groupby(held, key=lambda pair: (pair[1].file, pair[1].header)):
            columns = match_columns(header, instrument=instrument, file=file)
            remaining = iter((identity, one.cells) for identity, one in group if one.cells)
            while batch := list(islice(remaining, _AT_ONCE)):
                identities, cells = zip(*batch, strict=True)
                within = rows_within(turned(cells), columns=columns, study=self.study)
                digests = hashes_of(cells, columns=columns, study=self.study)
                for identity, rows, digest in zip(identities, within, digests, strict=True):
                    yield Interview(identity, file, rows), digest


def _taken(known: Sequence[Known], digest: str, within: RowsWithin) -> Twin | None:
    """Take out and return the first interview that has these answers and does not say otherwise in its repeats."""
    for free in (one[digest] for one in known if one.get(digest)):
        for at, interview in enumerate(free):
            if (like := likeness_within(within, interview.within)) != "other":
                free.pop(at)
                return Twin(interview.name, interview.file, like)
    return None
