"""From the raw submissions in the store to the answers that are analysed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import refuse
from instruments.scale import NonAnswer
from survey.derive import derive
from survey.eligibility import exclude
from survey.ingest.coding import Coded, values_of
from survey.ingest.columns import Columns, match_columns
from survey.ingest.corrected import Changes, changes_of, correct
from survey.ingest.moments import order_of, read_moment
from survey.ingest.offering import mark_unoffered
from survey.ingest.repeated import joined_tables, repeat_tables
from survey.ingest.routing import route
from survey.ingest.rows import Turned, code_columns, turned
from survey.ingest.statuses import set_aside, statuses_of
from survey.ingest.submission import form_versions
from survey.offered import offered
from survey.responses import REASONS, Exclusion, Responses
from survey.store import RawFile, RawRow, Store
from survey.study import Study
from survey.waves import assign_waves


def responses(study: Study, store: Store) -> Responses:
    """Return the answers of a study, clean: raw submissions and corrections, coded, routed, with derived variables.

    Who is not analysed is counted, with the reason.

    Parameters
    ----------
    study : Study
    store : Store

    Raises
    ------
    SurveyError
        If the store holds no interview, or none that can be analysed.
    """
    trail, interviews = store.trail(), store.interviews()
    changes = changes_of(trail, interviews)
    parts = [_file_responses(study, file, rows, changes) for file, rows in store.submissions() if rows]
    if not parts:
        raise refuse("survey.ingest.nothing_loaded", study=study.folder)
    every = derive(assign_waves(mark_unoffered(route(_together(parts))), waves=study.waves), study=study)
    analysed = exclude(set_aside(every, statuses=statuses_of(trail, interviews)), study=study)
    if not len(analysed):
        raise refuse("survey.ingest.nothing_analysed", excluded=_excluded(analysed.excluded))
    return analysed


def _excluded(exclusions: Sequence[Exclusion]) -> str:
    return ", ".join(f"{exclusion.text()} ({len(exclusion.submission_ids)})" for exclusion in exclusions)


def _file_responses(study: Study, file: RawFile, rows: Sequence[RawRow], changes: Changes) -> Responses:
    instrument = study.instrument
    columns = match_columns(file.header, instrument=instrument, file=file.name)
    cells = [row.cells for row in correct(rows, columns=columns, instrument=instrument, changes=changes)]
    table = turned(cells)
    coded = code_columns(table, columns=columns, instrument=instrument, dates=study.files.dates)
    values = [
        values_of(column_, item=instrument.item(name), scale=offered(instrument.item(name), instrument=instrument))
        for name, column_ in coded.items()
    ]
    ids = np.array([row.submission_id for row in rows], dtype=object)
    return Responses(
        instrument=instrument,
        values=pd.concat(values, axis="columns"),
        reasons=pd.DataFrame({name: column_.reasons for name, column_ in coded.items()}),
        submissions=_submissions(file, rows, table, columns),
        invalid=pd.concat([_invalid(name, column_, ids) for name, column_ in coded.items()], ignore_index=True),
        repeats=repeat_tables(cells, ids=list(ids), columns=columns),
    )


def _submissions(file: RawFile, rows: Sequence[RawRow], table: Turned, columns: Columns) -> pd.DataFrame:
    about = {
        "submission_id": [row.submission_id for row in rows],
        "file": [file.name] * len(rows),
        "row": [row.row for row in rows],
        "form_version": form_versions(table, columns=columns),
        "wave": [""] * len(rows),
    }
    return pd.DataFrame(about).assign(submitted=_moments(table.column(columns.submitted)))


def _moments(texts: Sequence[str]) -> pd.Series:
    order = order_of(texts)
    return pd.Series([read_moment(text, order=order).value for text in texts], dtype="datetime64[us]")


def _invalid(name: str, coded: Coded, ids: NDArray[np.object_]) -> pd.DataFrame:
    wrong = coded.reasons == REASONS[NonAnswer.INVALID]
    readings = coded.which[wrong]
    table = {
        "submission_id": ids[wrong],
        "item": [name] * len(readings),
        "raw": [coded.texts[reading] for reading in readings],
        "why": [coded.cells[reading].why for reading in readings],
    }
    return pd.DataFrame(table, dtype="str")


def _together(parts: Sequence[Responses]) -> Responses:
    return replace(
        parts[0],
        values=pd.concat([part.values for part in parts], ignore_index=True),
        reasons=pd.concat([part.reasons for part in parts], ignore_index=True),
        submissions=pd.concat([part.submissions for part in parts], ignore_index=True),
        invalid=pd.concat([part.invalid for part in parts], ignore_index=True),
        repeats=joined_tables([part.repeats for part in parts]),
    )
