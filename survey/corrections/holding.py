"""What the store holds for the interviews of a correction log: raw, and with the corrections that count."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from instruments.instrument import Instrument
from survey.corrections.lacking import Lacking, lacking
from survey.ingest.columns import Columns, match_columns
from survey.ingest.corrected import Changes, changes_of, correct, is_current
from survey.ingest.moments import Order
from survey.ingest.statuses import statuses_of
from survey.ingest.written import exists, held, place
from survey.store import Entry, RawRow, Store
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Some interviews as the store holds them.

    Attributes
    ----------
    instrument : Instrument
    raw, clean : mapping
        Interview -> its row, without and with the corrections that count.
    columns : mapping
        Interview -> where everything is in its row.
    statuses : mapping
        Interview -> what was decided on it.
    dates : {"day_first", "month_first", "unsettled"}
        Which of the two comes first in dates, as far as the study says it.
    """

    instrument: Instrument
    raw: Mapping[str, RawRow]
    clean: Mapping[str, RawRow]
    columns: Mapping[str, Columns]
    statuses: Mapping[str, str]
    dates: Order

    def says(self, submission_id: str, item: str, *, raw: bool = False) -> str:
        """Return what an interview holds for an item."""
        return self._held((self.raw if raw else self.clean)[submission_id].cells, submission_id, item)

    def has(self, submission_id: str, item: str) -> bool:
        """Return whether there is such an interview with such an item, or such a row of a repeat."""
        if submission_id not in self.raw:
            return False
        columns, cells = self.columns[submission_id], self.raw[submission_id].cells
        return exists(item, cells=cells, columns=columns, instrument=self.instrument)

    def lacks(self, submission_id: str, item: str) -> Lacking | None:
        """Return the row of a repeat that an interview does not have, where that is why it has no such answer."""
        return lacking(item, cells=self.raw[submission_id].cells, columns=self.columns[submission_id])

    def is_current(self, entry: Entry) -> bool:
        """Return whether an interview still holds what a correction was made on."""
        row, columns = self.raw[entry.submission_id], self.columns[entry.submission_id]
        return is_current(entry, row, columns=columns, instrument=self.instrument)

    def would_say(self, submission_id: str, item: str, new: str) -> str:
        """Return what an interview would hold for an item after a change: it takes a column to hold anything."""
        raw, columns = self.raw[submission_id].cells, self.columns[submission_id]
        cells = place(raw, new, name=item, columns=columns, instrument=self.instrument)
        return self._held(cells, submission_id, item)

    def _held(self, cells: tuple[str, ...], submission_id: str, item: str) -> str:
        columns = self.columns[submission_id]
        return held(cells, name=item, columns=columns, instrument=self.instrument)


def holding(study: Study, store: Store, *, wanted: Collection[str], trail: tuple[Entry, ...]) -> Holding:
    """Return some interviews as the store holds them; those that it does not know are not among them."""
    interviews = store.interviews()
    changes: Changes = changes_of(trail, interviews)
    raw: dict[str, RawRow] = {}
    clean: dict[str, RawRow] = {}
    columns: dict[str, Columns] = {}
    for file, rows in store.submissions():
        if found := [row for row in rows if row.submission_id in wanted]:
            matched = match_columns(file.header, instrument=study.instrument, file=file.name)
            corrected = correct(found, columns=matched, instrument=study.instrument, changes=changes)
            raw |= {row.submission_id: row for row in found}
            clean |= {row.submission_id: row for row in corrected}
            columns |= {row.submission_id: matched for row in found}
    statuses = statuses_of(trail, interviews)
    return Holding(
        instrument=study.instrument,
        raw=raw,
        clean=clean,
        columns=columns,
        statuses=statuses,
        dates=study.files.dates,
    )
