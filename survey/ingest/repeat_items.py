"""Which repeat of the questionnaire a table holds, and the items that are asked in it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from instruments.block import Repeat
from instruments.errors import SurveyError
from instruments.instrument import Instrument
from survey.ingest.called import suffixes
from survey.ingest.columns import match_columns
from survey.ingest.plain import plain


def repeat_of(name: str, header: Sequence[str], *, instrument: Instrument, file: str) -> Repeat | None:
    """Return the repeat of the questionnaire that a table holds: by its name or label, else by the columns it has.

    Parameters
    ----------
    name : str
        Of the table, with the groups around it, or cut, or in words.
    header : sequence of str
    instrument : Instrument
    file : str
    """
    ends = set(suffixes(plain(name)))
    called = [one for one in instrument.repeats if {plain(one.name), *map(plain, one.label.values())} & ends]
    if called:
        return called[0] if len(called) == 1 else None
    fitting = [one for one in instrument.repeats if _fits(one, header, instrument, file)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(repeat: Repeat, header: Sequence[str], instrument: Instrument, file: str) -> bool:
    """Whether a table has a column for every item of a repeat."""
    own = alone(repeat, instrument=instrument)
    try:
        return bool(own.items) and not match_columns(header, instrument=own, file=file).absent
    except SurveyError:  # columns that could be several items are said when they are read
        return False


@lru_cache(maxsize=64)
def alone(repeat: Repeat | None, *, instrument: Instrument) -> Instrument:
    """Return the questionnaire with the items of one repeat only, as if they were asked once."""
    within = [item for item in instrument.items if repeat is not None and item.repeat == repeat.name]
    return replace(instrument, items=tuple(replace(item, repeat=None) for item in within))
