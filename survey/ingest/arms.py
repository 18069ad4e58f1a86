"""Hold the count of a list experiment to the list that the respondent heard."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from instruments.instrument import Instrument
from instruments.item import Item
from survey.ingest.cell import invalid
from survey.ingest.coding import Coded


def held_to_arms(coded: Mapping[str, Coded], *, instrument: Instrument) -> dict[str, Coded]:
    """Return the columns with every count invalid that is above the number of statements in its own arm.

    Where nobody knows the arm, the longest list is the limit.
    """
    experiments = [item for item in instrument.items if item.kind == "list_experiment" and item.name in coded]
    lists = [item for item in experiments if item.assigned_by in coded]
    return dict(coded) | {item.name: _held(coded[item.name], coded[str(item.assigned_by)], item) for item in lists}


def _held(counts: Coded, arms: Coded, item: Item) -> Coded:
    longest = max((len(arm.statements) for arm in item.arms), default=0)
    lengths = {arm.code: len(arm.statements) for arm in item.arms}
    limits = arms.take([lengths.get(str(cell.value), longest) for cell in arms.cells], float)
    given = counts.take([cell.value if isinstance(cell.value, float) else np.nan for cell in counts.cells], float)
    above = given > limits
    readings = np.unique(counts.which[above])
    moved = len(counts.cells) + np.searchsorted(readings, counts.which)
    return replace(
        counts,
        cells=(*counts.cells, *(invalid("above_maximum") for _ in readings)),
        which=np.where(above, moved, counts.which),
        texts=[*counts.texts, *(counts.texts[reading] for reading in readings)],
    )
