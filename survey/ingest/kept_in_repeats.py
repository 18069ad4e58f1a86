"""Which columns of a repeat are kept: by the rule for those of interviews, and besides what ties its rows to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from instruments.errors import Place, Problem
from survey.ingest.columns import match_columns
from survey.ingest.export import Table
from survey.ingest.kept_columns import LINKS, Kept, kept_of, near_misses, notes_on_left_out
from survey.ingest.repeat_items import alone, repeat_of
from survey.study import Study


@dataclass(frozen=True, slots=True)
class KeptInRepeat:
    """What is kept of the table of a repeat.

    Attributes
    ----------
    table : str
    kept : Kept
    misspelt : tuple of Problem
        Its columns that are nearly a question of the repeat for which there is none.
    telling : set of str
        Its columns that may tell who somebody is, as far as its rows were seen.
    """

    table: str
    kept: Kept
    misspelt: tuple[Problem, ...]
    telling: set[str] = field(default_factory=set)


def kept_in_repeat(table: Table, *, name: str, study: Study, file: str) -> KeptInRepeat:
    """Return what is kept of the table of a repeat; where the questionnaire has no such repeat, hardly anything is.

    Raises
    ------
    SurveyError
        If two of its columns could be the same item.
    """
    repeat = repeat_of(name, table.header, instrument=study.instrument, file=file)
    own = alone(repeat, instrument=study.instrument)
    columns = match_columns(table.header, instrument=own, file=file)
    kept = kept_of(table.header, columns=columns, instrument=own, keep=(*study.files.keep, *LINKS))
    place = Place(file=file, sheet=table.name)
    return KeptInRepeat(table.name, kept, near_misses(kept, columns=columns, instrument=own, place=place))


def told_of(found: KeptInRepeat, *, file: str) -> Iterator[Problem]:
    """Yield which columns of a repeat were left out, once its rows were seen."""
    yield from notes_on_left_out(found.kept, telling=found.telling, place=Place(file=file, sheet=found.table))
