"""The same interviews once with the identities of a server and once without: they are known by their answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from survey.ingest.agreeing import hashes_of
from survey.ingest.columns import Columns, match_columns
from survey.store import Adding, RawFile, RawRow
from survey.store.records import UNNAMED, Held
from survey.study import Study

_AT_ONCE = 2_000

Known = defaultdict[str, list[str]]
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

    def of(self, rows: Sequence[RawRow]) -> list[str]:
        """Return for each new row the interview that it is already; an empty text where it is none.

        Each interview is the twin of one row only: several persons may have said the same.
        """
        unnamed = {row.identity for row in rows if row.is_unnamed}
        with_names = self._with_names() if unnamed else defaultdict(list)
        without = self._without() if len(unnamed) < len(rows) else defaultdict(list)
        if not with_names and not without:
            return [""] * len(rows)
        digests = hashes_of([row.cells for row in rows], columns=self.columns, study=self.study)
        found = []
        for row, digest in zip(rows, digests, strict=True):
            known = with_names if row.identity in unnamed else without
            free = known.get(digest, [])
            found.append(free.pop(0) if free and not row.edited else "")
        return found

    def _with_names(self) -> Known:
        if self._named is None:
            self._named = defaultdict(list)
            for identity, digest in self._hashed(self.adding.named()):
                self._named[digest].append(identity)
        return self._named

    def _without(self) -> Known:
        if self._unnamed is None:
            self._unnamed = defaultdict(list)
            for identity in self.adding.unnamed():
                self._unnamed[identity.removeprefix(UNNAMED).split("-")[0]].append(identity)
        return self._unnamed

    def _hashed(self, held: Iterable[tuple[str, Held]]) -> Iterator[tuple[str, str]]:
        instrument = self.study.instrument
        for (file, header), group in groupby(held, key=lambda pair: (pair[1].file, pair[1].header)):
            columns = match_columns(header, instrument=instrument, file=file)
            remaining = iter((identity, one.cells) for identity, one in group if one.cells)
            while batch := list(islice(remaining, _AT_ONCE)):
                identities, cells = zip(*batch, strict=True)
                yield from zip(identities, hashes_of(cells, columns=columns, study=self.study), strict=True)
