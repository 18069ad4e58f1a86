"""From the raw submissions in the store to the answers that are analysed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from instruments.errors import SurveyError, refuse
from instruments.typed import typed
from survey.derive import derive
from survey.eligibility import exclude, why_outside
from survey.ingest.coded_tables import invalid_cells, tables_of
from survey.ingest.columns import Columns, match_columns
from survey.ingest.corrected import Changes, changes_of, correct
from survey.ingest.moments import Order, order_of, read_moment
from survey.ingest.offering import mark_unoffered
from survey.ingest.repeat_answers import answers_of, joined, read_repeat, routed
from survey.ingest.repeated import repeat_tables
from survey.ingest.routing import route
from survey.ingest.rows import Turned, code_columns, turned
from survey.ingest.statuses import set_aside, statuses_of
from survey.ingest.submission import form_versions
from survey.responses import Exclusion, Repeated, Responses, keep
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
        raise refuse("survey.ingest.nothing_loaded", study=typed(study.folder))
    every = derive(assign_waves(mark_unoffered(_routed(_together(parts))), waves=study.waves), study=study)
    analysed = exclude(set_aside(every, statuses=statuses_of(trail, interviews)), study=study)
    gone = [Exclusion(reason=reason, submission_ids=names) for reason, names in store.set_aside().items() if names]
    analysed = replace(analysed, excluded=(*analysed.excluded, *gone))
    if not len(analysed):
        told = refuse("survey.ingest.nothing_analysed", excluded=_excluded(analysed.excluded))
        outside = [name for one in analysed.excluded if one.reason == "outside_sample" for name in one.submission_ids]
        lost = keep(every, every.submissions["submission_id"].isin(outside).to_numpy())
        raise SurveyError([*told.problems, *why_outside(lost, study)])
    return analysed


def _excluded(exclusions: Sequence[Exclusion]) -> str:
    return ", ".join(f"{exclusion.text()} ({len(exclusion.submission_ids)})" for exclusion in exclusions)


def _file_responses(study: Study, file: RawFile, rows: Sequence[RawRow], changes: Changes) -> Responses:
    instrument = study.instrument
    columns = match_columns(file.header, instrument=instrument, file=file.name)
    cells = [row.cells for row in correct(rows, columns=columns, instrument=instrument, changes=changes)]
    table = turned(cells)
    coded = code_columns(table, columns=columns, instrument=instrument, dates=study.files.dates)
    values, reasons = tables_of(coded, instrument=instrument, rows=len(rows))
    submissions = _submissions(file, rows, table, columns, dates=study.files.dates)
    ids = np.array([row.submission_id for row in rows], dtype=object)
    return Responses(
        instrument=instrument,
        values=values,
        reasons=reasons,
        submissions=submissions,
        invalid=invalid_cells(coded, ids=ids),
        repeats=_repeats(study, file, repeat_tables(table, ids=list(ids), columns=columns), submissions),
    )


def _repeats(
    study: Study, file: RawFile, tables: Mapping[str, pd.DataFrame], submissions: pd.DataFrame
) -> dict[str, Repeated]:
    versions = dict(zip(submissions["submission_id"], submissions["form_version"], strict=True))
    read = [
        read_repeat(table, name=name, instrument=study.instrument, dates=study.files.dates, file=file.name)
        for name, table in tables.items()
    ]
    return joined([{one.name: answers_of(one, versions=versions)} for one in read])


def _routed(responses: Responses) -> Responses:
    interviews = route(responses)
    repeats = {name: routed(repeated, interviews=interviews) for name, repeated in interviews.repeats.items()}
    return replace(interviews, repeats=repeats)


def _submissions(
    file: RawFile, rows: Sequence[RawRow], table: Turned, columns: Columns, *, dates: Order
) -> pd.DataFrame:
    about = {
        "submission_id": [row.submission_id for row in rows],
        "file": [file.name] * len(rows),
        "row": [row.row for row in rows],
        "form_version": form_versions(table, columns=columns),
        "wave": [""] * len(rows),
    }
    return pd.DataFrame(about).assign(submitted=_moments(table.column(columns.submitted), dates=dates))


def _moments(texts: Sequence[str], *, dates: Order) -> pd.Series:
    order = order_of(texts, otherwise=dates)
    return pd.Series([read_moment(text, order=order).value for text in texts], dtype="datetime64[us]")


def _together(parts: Sequence[Responses]) -> Responses:
    return replace(
        parts[0],
        values=pd.concat([part.values for part in parts], ignore_index=True),
        reasons=pd.concat([part.reasons for part in parts], ignore_index=True),
        submissions=pd.concat([part.submissions for part in parts], ignore_index=True),
        invalid=pd.concat([part.invalid for part in parts], ignore_index=True),
        repeats=joined([part.repeats for part in parts]),
    )
