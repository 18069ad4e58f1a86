"""The same interviews once with the identities of a server and once without: they are known by their answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from survey.ingest.agreeing import hashes_of
from survey.ingest.columns import Columns, match_columns
from survey.ingest.submission import SAID, SAID_ONCE
from survey.store import Adding, RawFile, RawRow
from survey.store.records import Held
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
    _renamed: Known | None = field(default=None, init=False)

    def of(self, rows: Sequence[RawRow]) -> list[str]:
        """Return for each new row the interview that it is already; an empty text where it is none.

        Each interview is the twin of one row only: several persons may have said the same.
        """
        unnamed = {row.identity for row in rows if row.is_unnamed}
        for_unnamed = [self._with_names(), self._under_old_names()] if unnamed else []
        for_named = [self._without()] if len(unnamed) < len(rows) else []
        if not any(for_unnamed) and not any(for_named):
            return [""] * len(rows)
        digests = hashes_of([row.cells for row in rows], columns=self.columns, study=self.study)
        found = []
        for row, digest in zip(rows, digests, strict=True):
            known = for_unnamed if row.identity in unnamed else for_named
            free = next((one[digest] for one in known if one.get(digest)), [])
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
            for identity, digest in self._hashed(self.adding.unnamed()):
                self._unnamed[digest].append(identity)
        return self._unnamed

    def _under_old_names(self) -> Known:
        """Return the interviews without a name that were stored while dates and times did not tell answers apart."""
        if self._renamed is None:
            dated = any(item.kind in SAID - SAID_ONCE for item in self.study.instrument.items)
            known = self._without() if dated else Known(list)
            own = {digest: [name for name in names if digest not in name] for digest, names in known.items()}
            self._renamed = Known(list, {digest: names for digest, names in own.items() if names})
        return self._renamed

    def _hashed(self, held: Iterable[tuple[str, Held]]) -> Iterator[tuple[str, str]]:
        instrument = self.study.instrument
        for (file, header), group in groupby(held, key=lambda pair: (pair[1].file, pair[1].header)):
            columns = match_columns(header, instrument=instrument, file=file)
            remaining = iter((identity, one.cells) for identity, one in group if one.cells)
            while batch := list(islice(remaining, _AT_ONCE)):
                identities, cells = zip(*batch, strict=True)
                yield from zip(identities, hashes_of(cells, columns=columns, study=self.study), strict=True)
