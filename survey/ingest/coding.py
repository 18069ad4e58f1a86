"""Make a column of text into answers: each cell ends as a valid answer, or as a reason why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import NonAnswer, Scale
from survey.ingest.cell import BLANK_TEXTS, MISSING, Cell, invalid, is_blank
from survey.ingest.choices import read_choice, read_multiple, read_tick, together
from survey.ingest.moments import Order, order_of, read_moment, read_time, within
from survey.ingest.numbers import read_number
from survey.offered import offered
from survey.responses import ANSWERED, REASONS

MOMENT_KINDS = frozenset({"date", "start", "end", "today"})
NUMBER_KINDS = frozenset({"integer", "decimal", "list_experiment"})
CLOSED_KINDS = MOMENT_KINDS | NUMBER_KINDS | {"select_one", "select_multiple", "time"}  # not every text is an answer
NOTHING_SAID = frozenset({NonAnswer.MISSING, NonAnswer.NOT_OFFERED})
Reader = Callable[[str], Cell]


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A column, read.

    Attributes
    ----------
    cells : tuple of Cell
        The readings of the distinct texts.
    texts : sequence of str
        The distinct texts, as they came, in the order in which they first came.
    which : array of int
        For each row, which of them it is.
    """

    cells: tuple[Cell, ...]
    texts: Sequence[str]
    which: NDArray[np.intp]

    def counts(self, times: NDArray[np.float64] | None = None) -> list[int]:
        """Return how many rows there are of each distinct text, where each row stands for so many."""
        counted = np.bincount(self.which, weights=times, minlength=len(self.cells))
        return [int(count) for count in counted]

    @property
    def invalid(self) -> NDArray[np.bool_]:
        """For each row whether its cell is no valid answer."""
        return np.equal(self.reasons, REASONS[NonAnswer.INVALID])

    @cached_property
    def reasons(self) -> NDArray[np.int8]:
        """For each row 0 where there is an answer, else the code of the reason."""
        codes = [ANSWERED if cell.reason is None else REASONS[cell.reason] for cell in self.cells]
        return np.array(codes, dtype=np.int8)[self.which]

    def take(self, values: Sequence[Any], dtype: Any) -> NDArray[Any]:
        """Return for each row what stands at the place of its text."""
        return np.array(values, dtype=dtype)[self.which]


def code(texts: Sequence[str], *, item: Item, instrument: Instrument, dates: Order = "unsettled") -> Coded:
    """Return a column of text as answers to an item.

    Parameters
    ----------
    texts : sequence of str
        One a row, as they came.
    item : Item
    instrument : Instrument
    dates : {"day_first", "month_first", "unsettled"}
        Which comes first where nothing in the column tells.
    """
    which, distinct = pd.factorize(np.asarray(texts, dtype=object))
    reader = reader_of(item, scale=offered(item, instrument=instrument), texts=list(distinct), dates=dates)
    return Coded(cells=tuple(map(reader, distinct)), texts=list(distinct), which=which)


def code_moments(texts: Sequence[str], *, dates: Order) -> Coded:
    """Return a column of text as moments."""
    which, distinct = pd.factorize(np.asarray(texts, dtype=object))
    order = order_of(distinct, otherwise=dates)
    cells = tuple(read_moment(text, order=order) for text in distinct)
    return Coded(cells=cells, texts=list(distinct), which=which)


def is_number(item: Item) -> bool:
    """Return whether an item holds numbers; something that the form computes does if it has a unit or bounds."""
    bounded = item.minimum is not None or item.maximum is not None or bool(item.unit)
    return item.kind in NUMBER_KINDS or (item.kind == "calculate" and not item.arms and bounded)


def reader_of(item: Item, *, scale: Scale | None, texts: Sequence[str], dates: Order = "unsettled") -> Reader:
    """Return what reads the cells of an item: by its kind, its scale and, for dates, the whole column."""
    if item.kind in MOMENT_KINDS:
        order = order_of(texts, otherwise=dates)
        return lambda text: within(read_moment(text, order=order), earliest=item.earliest, latest=item.latest)
    if is_number(item):
        whole, low, high = item.kind not in {"decimal", "calculate"}, item.minimum, _maximum(item)
        return lambda text: read_number(text, whole=whole, minimum=low, maximum=high, scale=scale)
    match item.kind:
        case "select_multiple" if scale:
            return lambda text: read_multiple(text, scale)
        case "select_one" | "calculate" if scale:
            return lambda text: read_choice(text, scale)
        case "time":
            return read_time
        case _:
            return read_text


def is_open(item: Item, *, instrument: Instrument) -> bool:
    """Return whether every text is an answer to an item."""
    return reader_of(item, scale=offered(item, instrument=instrument), texts=()) is read_text


def _maximum(item: Item) -> float | None:
    """No list experiment has more statements to count than its longest list."""
    if item.maximum is None and item.kind == "list_experiment":
        return max((len(arm.statements) for arm in item.arms), default=None)
    return item.maximum


def read_text(text: str) -> Cell:
    """Return a text without the spaces around it, or that there is none."""
    return MISSING if is_blank(text, blanks=BLANK_TEXTS) else Cell(value=text.strip())


def code_ticks(columns: dict[str, Sequence[str]], *, scale: Scale) -> Coded:
    """Return the 0/1 columns of a question with several answers as one column of answers.

    Nothing ticked is no answer, whatever the server wrote: whether the question was asked at all is for the
    routing to say. A choice that is blank beside a 0, or has no column, was not offered in that version of the form.
    """
    count = len(next(iter(columns.values())))
    rows = np.fromiter(zip(*columns.values(), strict=True), dtype=object, count=count)
    which, distinct = pd.factorize(rows)
    cells = [_ticked(dict(zip(columns, texts, strict=True)), scale) for texts in distinct]
    return Coded(cells=tuple(cells), texts=[" ".join(texts) for texts in distinct], which=which)


def _ticked(cells: dict[str, str], scale: Scale) -> Cell:
    ticks = {choice: read_tick(text) for choice, text in cells.items()}
    if any(tick is None and not is_blank(cells[choice]) for choice, tick in ticks.items()):
        return invalid("unknown_code")
    ticked = frozenset(choice for choice, tick in ticks.items() if tick)
    blank = {choice for choice, tick in ticks.items() if tick is None} if False in ticks.values() else set()
    unoffered = frozenset(blank | ({choice.code for choice in scale.choices} - set(cells)))
    return together(ticked, scale, unoffered=unoffered) if ticked else MISSING


def values_of(coded: Coded, *, item: Item, scale: Scale | None) -> pd.DataFrame:
    """Return the answers as columns: one, or one a choice for a question with several answers."""
    answers = [cell.value for cell in coded.cells]
    if item.kind == "select_multiple" and scale:
        return _choices(coded, item, scale)
    return pd.DataFrame({item.name: _values(coded, answers, item, scale)})


def _choices(coded: Coded, item: Item, scale: Scale) -> pd.DataFrame:
    def ticked(option: str) -> list[float]:
        return [_tick(cell, option) for cell in coded.cells]

    return pd.DataFrame({f"{item.name}/{option}": coded.take(ticked(option), float) for option in scale.codes})


def _tick(cell: Cell, option: str) -> float:
    return float(option in cell.value) if isinstance(cell.value, frozenset) and option not in cell.unoffered else np.nan


def _values(coded: Coded, answers: Sequence[Any], item: Item, scale: Scale | None) -> pd.Series:
    if is_number(item):
        return pd.Series(coded.take([np.nan if answer is None else answer for answer in answers], float))
    if item.kind in MOMENT_KINDS:
        return pd.Series(pd.to_datetime(pd.Series(answers, dtype="datetime64[us]"))[coded.which].to_numpy())
    if scale is not None:
        codes = pd.Categorical(answers, categories=list(scale.codes))
        return pd.Series(codes.take(coded.which))
    return pd.Series(coded.take(answers, object), dtype="str")


def unasked(*, rows: int) -> Coded:
    """Return a column for an item that a file does not hold: not offered in the version of the form behind it."""
    cell = Cell(reason=NonAnswer.NOT_OFFERED)
    return Coded(cells=(cell,), texts=("",), which=np.zeros(rows, dtype=np.intp))
