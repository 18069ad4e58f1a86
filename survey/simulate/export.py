"""The raw export of a form server, as KoboToolbox writes it: one row a submission, codes, several answers joined.

The shape is that of formpack's CSV: ``;`` between cells, all of them quoted, CRLF at the end of lines, UTF-8 without a
mark, names of questions without their groups, 0/1 columns beside an answer with several choices.
"""

import csv
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from instruments.instrument import Instrument
from instruments.item import Item
from survey.ingest.synthetic import COLUMN, MARK

FIRST_ID = 400_000_001


def to_export(
    answers: pd.DataFrame, instrument: Instrument, *, visits: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return one row for each visit where somebody was met, in the order of submission.

    Parameters
    ----------
    answers : DataFrame
        Codes as texts, a column an item; empty where not asked.
    instrument : Instrument
    visits : DataFrame
        ``start``, ``end`` and ``submitted`` of each row of `answers`.
    rng : Generator
        For the ids of submissions.
    """
    columns = {name: column for item in instrument.items for name, column in _columns(item, answers, instrument)}
    times = {name: with_offset(visits[name]) for name in ("start", "end")}
    export = pd.DataFrame({**times, **columns})
    export = pd.concat([export, _server_columns(len(export), visits["submitted"], instrument, rng)], axis=1)
    return numbered(export)


def numbered(export: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in the order of submission, with the numbers that the server gives."""
    export = export.sort_values("_submission_time", kind="stable", ignore_index=True)
    rows = np.arange(len(export))
    return export.assign(_id=(FIRST_ID + rows).astype(str), _index=(1 + rows).astype(str))


def new_uuids(count: int, rng: np.random.Generator) -> list[str]:
    """Return random identifiers that are the same for the same seed."""
    return [str(uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(count)]


def with_offset(moments: pd.Series) -> "pd.Series[str]":
    """Return moments as a tablet in Mali, which keeps Greenwich time, writes them."""
    written: pd.Series[str] = moments.dt.strftime("%Y-%m-%dT%H:%M:%S.000+00:00")
    return written


def write_export(export: pd.DataFrame, path: Path) -> None:
    """Write the export as the server would send it."""
    export.to_csv(path, sep=";", index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n", encoding="utf-8")


def _columns(item: Item, answers: pd.DataFrame, instrument: Instrument) -> Iterator[tuple[str, pd.Series]]:
    if item.name not in answers:
        return
    yield item.name, answers[item.name]
    scale = instrument.scale_of(item)
    if item.kind == "select_multiple" and scale is not None:
        chosen = answers[item.name].str.split(" ").explode()
        for choice in scale.choices:
            named = (chosen == choice.code).groupby(level=0).any()
            yield f"{item.name}/{choice.code}", named.map({True: "1", False: "0"}).where(answers[item.name] != "", "")


def _server_columns(count: int, submitted: pd.Series, instrument: Instrument, rng: np.random.Generator) -> pd.DataFrame:
    constant: Mapping[str, str] = {
        "_validation_status": "",
        "_notes": "",
        "_status": "submitted_via_web",
        "_submitted_by": MARK,
        "__version__": instrument.version,
        COLUMN: MARK,
    }
    moments = {"_submission_time": submitted.dt.strftime("%Y-%m-%dT%H:%M:%S")}
    return pd.DataFrame({"_id": "", "_uuid": new_uuids(count, rng), **moments, **constant, "_index": ""})
