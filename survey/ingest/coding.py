"""Make a column of text into answers: each cell ends as a valid answer, or as a reason why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import NonAnswer, Scale
from survey.ingest.cell import BLANKS, MISSING, Cell, invalid
from survey.ingest.choices import read_choice, read_multiple, read_tick, together
from survey.ingest.moments import order_of, read_moment, read_time
from survey.ingest.numbers import read_number
from survey.ingest.plain import plain
from survey.offered import offered
from survey.responses import ANSWERED, REASONS

MOMENT_KINDS = frozenset({"date", "start", "end", "today"})
Reader = Callable[[str], Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A column, read.

    Attributes
    ----------
    cells : tuple of Cell
        The readings of the distinct texts.
    which : array of int
        For each row, which of them it is.
    texts : sequence of str
        The distinct texts, as they came.
    """

    cells: tuple[Cell, ...]
    which: NDArray[np.intp]
    texts: Sequence[str]

    @property
    def reasons(self) -> NDArray[np.int8]:
        """For each row 0 where there is an answer, else the code of the reason."""
        codes = [ANSWERED if cell.reason is None else REASONS[cell.reason] for cell in self.cells]
        return np.array(codes, dtype=np.int8)[self.which]

    def take(self, values: Sequence[Any], dtype: Any) -> NDArray[Any]:
        """Return for each row what stands at the place of its text."""
        return np.array(values, dtype=dtype)[self.which]


def code(texts: Sequence[str], *, item: Item, instrument: Instrument) -> Coded:
    """Return a column of text as answers to an item.

    Parameters
    ----------
    texts : sequence of str
        One a row, as they came.
    item : Item
    instrument : Instrument
    """
    which, distinct = pd.factorize(np.asarray(texts, dtype=object))
    reader = reader_of(item, scale=offered(item, instrument=instrument), texts=list(distinct))
    return Coded(cells=tuple(map(reader, distinct)), which=which, texts=list(distinct))


def reader_of(item: Item, *, scale: Scale | None, texts: Sequence[str]) -> Reader:
    """Return what reads the cells of an item: by its kind, its scale and, for dates, the whole column."""
    if item.kind in MOMENT_KINDS:
        order = order_of(texts)
        return lambda text: read_moment(text, order=order)
    match item.kind:
        case "select_multiple" if scale:
            return lambda text: read_multiple(text, scale)
        case "select_one" | "calculate" if scale:
            return lambda text: read_choice(text, scale)
        case "integer" | "decimal" | "list_experiment":
            whole = item.kind != "decimal"
            low, high = item.minimum, _maximum(item)
            return lambda text: read_number(text, whole=whole, minimum=low, maximum=high, scale=scale)
        case "time":
            return read_time
        case _:
            return read_text


def _maximum(item: Item) -> float | None:
    """No list experiment has more statements to count than its longest list."""
    if item.maximum is None and item.kind == "list_experiment":
        return max((len(arm.statements) for arm in item.arms), default=None)
    return item.maximum


def read_text(text: str) -> Cell:
    """Return a text without the spaces around it, or that there is none."""
    return MISSING if plain(text) in BLANKS else Cell(value=text.strip())


def code_ticks(columns: dict[str, Sequence[str]], *, scale: Scale) -> Coded:
    """Return the 0/1 columns of a question with several answers as one column of answers.

    Nothing ticked is no answer, whatever the server wrote: whether the question was asked at all is for the
    routing to say.
    """
    rows = list(zip(*columns.values(), strict=True))
    which, distinct = pd.factorize(np.fromiter(map("\x1f".join, rows), dtype=object, count=len(rows)))
    cells = [_ticked(dict(zip(columns, text.split("\x1f"), strict=True)), scale) for text in distinct]
    return Coded(cells=tuple(cells), which=which, texts=[text.replace("\x1f", " ") for text in distinct])


def _ticked(cells: dict[str, str], scale: Scale) -> Cell:
    strange = [text for text in cells.values() if read_tick(text) is None and plain(text) not in BLANKS]
    if strange:
        return invalid("unknown_code")
    ticked = frozenset(choice for choice, text in cells.items() if read_tick(text))
    return together(ticked, scale) if ticked else MISSING


def values_of(coded: Coded, *, item: Item, scale: Scale | None) -> pd.DataFrame:
    """Return the answers as columns: one, or one a choice for a question with several answers."""
    answers = [cell.value for cell in coded.cells]
    if item.kind == "select_multiple" and scale:
        return _choices(coded, answers, item, scale)
    return pd.DataFrame({item.name: _values(coded, answers, item, scale)})


def _choices(coded: Coded, answers: Sequence[Any], item: Item, scale: Scale) -> pd.DataFrame:
    def ticked(option: str) -> list[float]:
        return [np.nan if answer is None else float(option in answer) for answer in answers]

    return pd.DataFrame({f"{item.name}/{option}": coded.take(ticked(option), float) for option in scale.codes})


def _values(coded: Coded, answers: Sequence[Any], item: Item, scale: Scale | None) -> pd.Series:
    if item.kind in {"integer", "decimal", "list_experiment"}:
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
    return Coded(cells=(cell,), which=np.zeros(rows, dtype=np.intp), texts=("",))
