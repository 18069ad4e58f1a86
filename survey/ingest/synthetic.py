"""Answers that call themselves synthetic never enter a study that does not."""

from collections.abc import Iterable, Iterator, Sequence

from instruments.errors import refuse
from survey.ingest.export import Row
from survey.ingest.sheet_row import place_of

MARK = "synthetic"
COLUMN = "_tags"  # where the servers let people mark a submission


def none_synthetic(
    rows: Iterable[tuple[int, Row]], *, header: Sequence[str], synthetic: bool, file: str
) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a file as they are.

    Parameters
    ----------
    rows : iterable of (row number, cells)
    header : sequence of str
    synthetic : bool
        Whether the study calls itself synthetic.
    file : str

    Raises
    ------
    SurveyError
        At the first row that is marked as synthetic, in a study that does not call itself synthetic.
    """
    if synthetic or COLUMN not in header:
        yield from rows
        return
    at = list(header).index(COLUMN)
    for number, row in rows:
        if row[at] == MARK:
            raise refuse("survey.ingest.synthetic", place_of(number, file=file))
        yield number, row
