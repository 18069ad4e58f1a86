"""The answers within repeats, read, coded and routed by what reads, codes and routes those of interviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from instruments.instrument import Instrument
from survey.ingest.coded_tables import invalid_cells, tables_of
from survey.ingest.coding import Coded
from survey.ingest.columns import match_columns
from survey.ingest.moments import Order
from survey.ingest.offering import mark_unoffered
from survey.ingest.repeat_items import alone, repeat_of
from survey.ingest.routing import route
from survey.ingest.rows import Turned, code_columns
from survey.responses import Repeated, Responses

LINKS = ["submission_id", "position", "within", "way"]
_OURS = {f"{name} (2)": name for name in LINKS}  # what a column is called that has the name of one of ours


@dataclass(frozen=True, slots=True)
class ReadRepeat:
    """The rows of a repeat in one file, read.

    Attributes
    ----------
    name : str
        As the questionnaire calls it, where it knows it.
    instrument : Instrument
        With the items of the repeat alone.
    cells : DataFrame
        The rows as they came.
    coded : mapping
        Item -> what its cells say.
    """

    name: str
    instrument: Instrument
    cells: pd.DataFrame
    coded: Mapping[str, Coded]


def read_repeat(cells: pd.DataFrame, *, name: str, instrument: Instrument, dates: Order, file: str) -> ReadRepeat:
    """Return the rows of a repeat, coded as the questionnaire says.

    Raises
    ------
    SurveyError
        If two of its columns could be the same item.
    """
    header = [_OURS.get(str(column), str(column)) for column in cells.columns[len(LINKS) :]]
    repeat = repeat_of(name, header, instrument=instrument, file=file)
    own = alone(repeat, instrument=instrument)
    columns = match_columns(header, instrument=own, file=file)
    table = Turned(len(cells), [cells.iloc[:, at].tolist() for at in range(len(LINKS), cells.shape[1])])
    coded = code_columns(table, columns=columns, instrument=own, dates=dates)
    return ReadRepeat(repeat.name if repeat else name, own, cells, coded)


def answers_of(read: ReadRepeat, *, versions: Mapping[str, str]) -> Repeated:
    """Return the rows of a repeat as answers, not routed yet.

    Parameters
    ----------
    read : ReadRepeat
    versions : mapping
        Interview -> the version of its form.
    """
    ids = read.cells["submission_id"]
    values, reasons = tables_of(read.coded, instrument=read.instrument, rows=len(ids))
    answers = Responses(
        instrument=read.instrument,
        values=values,
        reasons=reasons,
        submissions=read.cells[LINKS].assign(form_version=ids.map(versions)),
        invalid=invalid_cells(read.coded, ids=ids.to_numpy(), ways=read.cells["way"].to_numpy()),
    )
    return Repeated(cells=read.cells, answers=answers)


def joined(parts: Sequence[Mapping[str, Repeated]]) -> dict[str, Repeated]:
    """Return the repeats of several files as one."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: _together([part[name] for part in parts if name in part]) for name in names}


def _together(parts: Sequence[Repeated]) -> Repeated:
    answers = [part.answers for part in parts]
    tables = ("values", "reasons", "submissions", "invalid")
    together = {name: pd.concat([getattr(one, name) for one in answers], ignore_index=True) for name in tables}
    cells = pd.concat([part.cells for part in parts], ignore_index=True).fillna("")
    return Repeated(cells=cells, answers=replace(answers[0], **together))


def routed(repeated: Repeated, *, interviews: Responses) -> Repeated:
    """Return the rows of a repeat with what was not asked in them; its routing may look at the interview around it."""
    answers, own = repeated.answers, repeated.answers.instrument.items
    places = pd.Index(interviews.submissions["submission_id"]).get_indexer(answers.submissions["submission_id"])
    around = {name: getattr(interviews, name).take(places).reset_index(drop=True) for name in ("values", "reasons")}
    seen = replace(
        answers,
        instrument=replace(answers.instrument, items=(*interviews.instrument.items, *own)),
        values=pd.concat([around["values"], answers.values], axis="columns"),
        reasons=pd.concat([around["reasons"], answers.reasons], axis="columns"),
    )
    reasons = route(seen).reasons[[item.name for item in own if item.name in answers.reasons]]
    return replace(repeated, answers=mark_unoffered(replace(answers, reasons=reasons)))
