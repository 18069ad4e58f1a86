"""Who is analysed: those who consented, are of age, and have a place in the waves and in the sample of the study."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem
from instruments.instrument import Instrument
from instruments.item import Item
from survey.placement import design_column
from survey.responses import Exclusion, Responses, keep
from survey.study import Study
from survey.waves import OUTSIDE

CONSENTS = "yes"

_PLACES_SHOWN = 3

Rows = NDArray[np.bool_]


def exclude(responses: Responses, *, study: Study) -> Responses:
    """Return the responses that are analysed; the others are counted in ``excluded``, each under its first reason."""
    ids = responses.submissions["submission_id"].to_numpy()
    remaining = np.ones(len(responses), dtype=bool)
    excluded = []
    for reason, rows in _rules(responses, study):
        out = rows & remaining
        remaining &= ~out
        if out.any():
            excluded.append(Exclusion(reason=reason, submission_ids=tuple(ids[out])))
    return replace(keep(responses, remaining), excluded=responses.excluded + tuple(excluded))


def is_for_everybody(item: Item, instrument: Instrument) -> bool:
    """Return whether everybody is asked a question, or everybody who consents."""
    consent = {one.name for one in instrument.items if one.role == "consent"}
    return item.repeat is None and (item.relevant is None or set(item.relevant.names) <= consent)


def _rules(responses: Responses, study: Study) -> Iterator[tuple[str, Rows]]:
    for item in _with_role(responses, "consent"):
        yield "no_consent", (responses.values[item.name] != CONSENTS).to_numpy()
    for item in _with_role(responses, "age"):
        yield "under_age", _below_minimum(responses, item)
    yield "outside_waves", (responses.submissions["wave"] == OUTSIDE).to_numpy()
    yield "outside_sample", _without_place(responses, study)


def _with_role(responses: Responses, role: str) -> list[Item]:
    return [item for item in responses.instrument.items if item.role == role and item.name in responses.reasons]


def _below_minimum(responses: Responses, item: Item) -> Rows:
    invalid = responses.invalid
    young = invalid[(invalid["item"] == item.name) & (invalid["why"] == "below_minimum")]["submission_id"]
    return responses.submissions["submission_id"].isin(young).to_numpy()


def _without_place(responses: Responses, study: Study) -> Rows:
    """Which interviews lack a column of the design: their stratum, their PSU or what their weight is made of."""
    lacking = list(_lacking(responses, study).values())
    return np.logical_or.reduce(lacking) if lacking else np.zeros(len(responses), dtype=bool)


def _lacking(responses: Responses, study: Study) -> dict[str, Rows]:
    design = study.design
    names = [*design.stratum, *design.psu, *design.probabilities]
    names += [name for name in (design.weight, design.eligible) if name]
    return {name: pd.isna(design_column(study, responses, name=name)).to_numpy() for name in names}


def why_outside(responses: Responses, study: Study) -> Iterator[Problem]:
    """Yield which columns of the design lack values, of the answers and of the sample file, and what to do."""
    lacking = [name for name, rows in _lacking(responses, study).items() if rows.any()]
    answers = [name for name in lacking if name in responses.values]
    ledger = [name for name in lacking if name not in responses.values]
    if answers:
        place = Place(key="design")
        yield Problem(code="survey.eligibility.lacking_answers", place=place, values={"columns": ", ".join(answers)})
    if ledger:
        psu = next(item.name for item in responses.instrument.items if item.role == "psu")
        rows = _lacking(responses, study)[ledger[0]]
        places = dict.fromkeys(str(name) for name in responses.values[psu][rows].dropna())
        values = {"columns": ", ".join(ledger), "psu": psu, "places": ", ".join([*places][:_PLACES_SHOWN]) or "-"}
        place = Place(file=study.files.sample)
        yield Problem(code="survey.eligibility.lacking_ledger", place=place, values=values)
