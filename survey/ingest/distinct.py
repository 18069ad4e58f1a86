"""The distinct texts under each question, counted while rows go by: each is read once or twice, however often it comes.

A column all of whose texts are known to be answers is only looked through.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import NonAnswer
from survey.ingest.coding import CLOSED_KINDS, MOMENT_KINDS, NOTHING_SAID, Coded, is_open
from survey.ingest.columns import Columns
from survey.ingest.moments import Order
from survey.ingest.rows import Turned, code_columns, held_items, places_of
from survey.ingest.tally import Tally, count_read

MOST_KEPT = 1_000  # texts of one question: memory must not grow with the file
_NO_ANSWER = NOTHING_SAID | {NonAnswer.INVALID}

Told = str | tuple[str, ...]
"""What a row says under a question: the text of its column, or texts side by side where there are several."""


@dataclass(slots=True, kw_only=True)
class Heard:
    """What came under one question.

    Attributes
    ----------
    items : tuple of Item
        The question, and the one that says which list of an experiment was read out.
    places : tuple of int
        The columns in which their answers stand.
    answers : set
        Texts that were read and are answers.
    unread : Counter
        How often each text came that was not read.
    times : int
        How often rows came.
    """

    items: tuple[Item, ...]
    places: tuple[int, ...]
    answers: set[Told] = field(default_factory=set)
    unread: Counter[Told] = field(default_factory=Counter)
    times: int = 0

    def told(self, table: Turned) -> Iterable[Told]:
        """Return what each row says."""
        columns: list[Sequence[str]] = [table.cells[at] for at in self.places]
        return columns[0] if len(columns) == 1 else zip(*columns, strict=True)

    def is_answered(self, table: Turned) -> bool:
        """Whether every row is known to answer the question."""
        return self.answers.issuperset(self.told(table))

    @property
    def is_closed(self) -> bool:
        """Whether not everything is an answer to the question."""
        return self.items[0].kind in CLOSED_KINDS

    @property
    def is_due(self) -> bool:
        """Whether it is time to read: soon, so that answers are known, then ever more seldom, unless texts are many."""
        return self.times.bit_count() == 1 or len(self.unread) > MOST_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """The distinct texts of a file, by question.

    Attributes
    ----------
    columns : Columns
    instrument : Instrument
    dates : {"day_first", "month_first", "unsettled"}
    tally : Tally
        Where it is counted how many cells say something, and which are no valid answer.
    heard : mapping
        Item -> what came under it; items to which every text is an answer have no place here.
    """

    columns: Columns
    instrument: Instrument
    dates: Order
    tally: Tally
    heard: dict[str, Heard]

    def take(self, table: Turned) -> None:
        """Count the texts of some rows."""
        for heard in self.heard.values():
            heard.times += 1
            if heard.is_answered(table):
                self.tally.closed += table.count * heard.is_closed
            else:
                heard.unread.update(heard.told(table))
                if heard.is_due:
                    self._read(heard)

    def finish(self) -> None:
        """Read what was not read yet."""
        for heard in self.heard.values():
            self._read(heard)

    def coded(self, item: Item, table: Turned) -> Coded:
        """Return what some rows say to an item."""
        items = self.heard[item.name].items
        coded = code_columns(table, columns=self.columns, instrument=self.instrument, dates=self.dates, items=items)
        return coded[item.name]

    def _read(self, heard: Heard) -> None:
        if not heard.unread:
            return
        item, texts = heard.items[0], list(heard.unread)
        columns = [texts] if len(heard.places) == 1 else zip(*texts, strict=True)
        table = Turned(len(texts), dict(zip(heard.places, columns, strict=True)))  # type: ignore[arg-type]
        coded = self.coded(item, table)
        times = np.fromiter(heard.unread.values(), float, len(texts))
        count_read(item.name, coded, closed=heard.is_closed, tally=self.tally, times=times)
        if item.kind not in MOMENT_KINDS and len(heard.answers) < MOST_KEPT:  # how a date is read may change
            heard.answers.update(
                text for text, at in zip(texts, coded.which, strict=True) if coded.cells[at].reason not in _NO_ANSWER
            )
        heard.unread.clear()


def distinct_of(*, columns: Columns, instrument: Instrument, dates: Order, tally: Tally) -> Distinct:
    """Return where the texts of a file are counted."""
    closed = [item for item in held_items(instrument) if not is_open(item, instrument=instrument)]
    heard = {item.name: _heard(item, columns, instrument) for item in closed}
    kept = {name: one for name, one in heard.items() if one.places}
    return Distinct(columns=columns, instrument=instrument, dates=dates, tally=tally, heard=kept)


def _heard(item: Item, columns: Columns, instrument: Instrument) -> Heard:
    told_by = {item.assigned_by} if item.kind == "list_experiment" else set()
    items = (item, *(one for one in held_items(instrument) if one.name in told_by))
    own, *others = (places_of(one, columns=columns, instrument=instrument) for one in items)
    return Heard(items=items, places=(*own, *(at for places in others for at in places)) if own else ())
