"""Which part of a population lives where interviews were made, by the places that the ledger of the sample holds."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.expression import Answered, Expression, Joined, parse
from survey.derive import derive
from survey.evaluate import decided, holds
from survey.ingest.in_codes import as_responses
from survey.ledger import REACHED, ledger_rows
from survey.responses import Responses
from survey.study import Study
from survey.study.lookup import Row

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """The places of the first draw; a place that stood in for another is not among them.

    Attributes
    ----------
    places : Responses
        What is known of each place without an interview: region, milieu, what is derived from them.
    size : float (places,)
        Estimated part of the population that the place stands for: its households over its probability.
    reached : bool (places,)
        Whether interviews were made there. A place that was replaced was not reached.
    """

    places: Responses
    size: Floats
    reached: NDArray[np.bool_]

    def reached_share(self, where: str) -> float | None:
        """Return which part of a population lives where interviews were made; None where no place could hold it.

        A place counts unless what is known of it rules the population out: for "Fulani of the centre" every place of
        the centre counts.
        """
        here = _could_hold(parse(where), self.places) if where else np.ones(len(self.size), dtype=bool)
        total = float(self.size[here].sum())
        return float(self.size[here & self.reached].sum()) / total if total > 0 else None


def drawn_places(study: Study) -> Drawn | None:
    """Return the ledger of a study, or None where its sample file does not say what became of each place."""
    rows = ledger_rows(study)
    if rows is None:
        return None
    stood_in = {row.get("replaced_by") for row in rows}
    drawn = [row for row in rows if row["psu"] not in stood_in]
    return Drawn(
        places=derive(as_responses(_as_answers(drawn, study), study.instrument), study=study),
        size=np.array([_size(row) for row in drawn]),
        reached=np.array([row["status"] == REACHED for row in drawn]),
    )


def _could_hold(condition: Expression, places: Responses) -> NDArray[np.bool_]:
    """Return where somebody could live for whom a condition holds: what is not known of a place can be true there."""
    match condition:
        case Joined(join=join, parts=parts):
            reduce = np.logical_and.reduce if join == "and" else np.logical_or.reduce
            return np.asarray(reduce([_could_hold(part, places) for part in parts]))
        case Answered():
            return np.ones(len(places), dtype=bool)
        case _:
            return holds(condition, places) | ~decided(condition, places)


def _as_answers(rows: list[Row], study: Study) -> pd.DataFrame:
    items = [item for item in study.instrument.items if item.holds_answer]
    columns = {item.name: "psu" if item.role == "psu" else item.name for item in items}
    return pd.DataFrame({name: [row.get(column, "") for row in rows] for name, column in columns.items()})


def _size(row: Row) -> float:
    return float(row.get("households") or 1) / float(row.get("psu_probability") or 1)
