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

Answer = str | tuple[str, ...]
"""What a row gives for a question: the text of its column, or texts side by side where there are several."""


@dataclass(slots=True, kw_only=True)
class Question:
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
    answers: set[Answer] = field(default_factory=set)
    unread: Counter[Answer] = field(default_factory=Counter)
    times: int = 0

    def of(self, table: Turned) -> Iterable[Answer]:
        """Return what each row gives."""
        columns: list[Sequence[str]] = [table.cells[at] for at in self.places]
        return columns[0] if len(columns) == 1 else zip(*columns, strict=True)

    def is_answered(self, table: Turned) -> bool:
        """Whether every row is known to answer the question."""
        return self.answers.issuperset(self.of(table))

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
    questions : mapping
        Item -> what came under it; items to which every text is an answer have no place here.
    """

    columns: Columns
    instrument: Instrument
    dates: Order
    tally: Tally
    questions: dict[str, Question]

    def take(self, table: Turned) -> None:
        """Count the texts of some rows."""
        for question in self.questions.values():
            question.times += 1
            if question.is_answered(table):
                self.tally.closed += table.count * question.is_closed
            else:
                question.unread.update(question.of(table))
                if question.is_due:
                    self._read(question)

    def finish(self) -> None:
        """Read what was not read yet."""
        for question in self.questions.values():
            self._read(question)

    def coded(self, item: Item, table: Turned) -> Coded:
        """Return what some rows say to an item."""
        items = self.questions[item.name].items
        coded = code_columns(table, columns=self.columns, instrument=self.instrument, dates=self.dates, items=items)
        return coded[item.name]

    def _read(self, question: Question) -> None:
        if not question.unread:
            return
        item, texts = question.items[0], list(question.unread)
        columns = [texts] if len(question.places) == 1 else zip(*texts, strict=True)
        table = Turned(len(texts), dict(zip(question.places, columns, strict=True)))  # type: ignore[arg-type]
        coded = self.coded(item, table)
        times = np.fromiter(question.unread.values(), float, len(texts))
        count_read(item.name, coded, closed=question.is_closed, tally=self.tally, times=times)
        if item.kind not in MOMENT_KINDS and len(question.answers) < MOST_KEPT:  # how a date is read may change
            question.answers.update(
                text for text, at in zip(texts, coded.which, strict=True) if coded.cells[at].reason not in _NO_ANSWER
            )
        question.unread.clear()


def distinct_of(*, columns: Columns, instrument: Instrument, dates: Order, tally: Tally) -> Distinct:
    """Return where the texts of a file are counted."""
    closed = [item for item in held_items(instrument) if not is_open(item, instrument=instrument)]
    found = {item.name: _question(item, columns, instrument) for item in closed}
    kept = {name: one for name, one in found.items() if one.places}
    return Distinct(columns=columns, instrument=instrument, dates=dates, tally=tally, questions=kept)


def _question(item: Item, columns: Columns, instrument: Instrument) -> Question:
    told_by = {item.assigned_by} if item.kind == "list_experiment" else set()
    items = (item, *(one for one in held_items(instrument) if one.name in told_by))
    own, *others = (places_of(one, columns=columns, instrument=instrument) for one in items)
    return Question(items=items, places=(*own, *(at for places in others for at in places)) if own else ())
