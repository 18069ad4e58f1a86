"""Columns that were read, as the tables of `Responses`: values, reasons, and the cells that are no valid answer."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from survey.ingest.coding import Coded, values_of
from survey.offered import offered


def tables_of(coded: Mapping[str, Coded], *, instrument: Instrument, rows: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the values and the reasons of columns, a row a row.

    Parameters
    ----------
    coded : mapping
        Item -> its column, read.
    instrument : Instrument
    rows : int
        How many there are; where no item is held, only they tell.
    """
    items = [instrument.item(name) for name in coded]
    values = [values_of(coded[item.name], item=item, scale=offered(item, instrument=instrument)) for item in items]
    empty = pd.DataFrame(index=range(rows))
    reasons = pd.DataFrame({name: column.reasons for name, column in coded.items()})
    return (pd.concat(values, axis="columns"), reasons) if coded else (empty, empty)


def invalid_cells(
    coded: Mapping[str, Coded], *, ids: NDArray[np.object_], ways: NDArray[np.object_] | None = None
) -> pd.DataFrame:
    """Return the cells that are no valid answer: interview, item, the text as it came, and why.

    Parameters
    ----------
    coded : mapping
        Item -> its column, read.
    ids : array of str
        The interview of each row.
    ways : array of str, optional
        The way to each row, for rows within interviews; an item is then named with its way.
    """
    found = [_invalid(name, column, ids, ways) for name, column in coded.items()]
    none = pd.DataFrame({"submission_id": [], "item": [], "raw": [], "why": []}, dtype="str")
    return pd.concat([none, *found], ignore_index=True)


def _invalid(name: str, coded: Coded, ids: NDArray[np.object_], ways: NDArray[np.object_] | None) -> pd.DataFrame:
    wrong = coded.invalid
    readings = coded.which[wrong]
    table = {
        "submission_id": ids[wrong],
        "item": [name] * len(readings) if ways is None else [f"{way}/{name}" for way in ways[wrong]],
        "raw": [coded.texts[reading] for reading in readings],
        "why": [coded.cells[reading].why for reading in readings],
    }
    return pd.DataFrame(table, dtype="str")
