"""Rows in words, for messages: counted from 1, as a spreadsheet shows them without its header."""

import numpy as np
from numpy.typing import NDArray

from instruments.errors import Problem, SurveyError

MOST_NAMED = 5  # of the many that may be wrong


def rows_named(wrong: NDArray[np.bool_]) -> dict[str, object]:
    """Return how many rows are marked, and the first of them, counted from 1.

    Examples
    --------
    >>> rows_named(np.array([True, False, True]))
    {'n': 2, 'rows': '1, 3'}
    """
    at = np.flatnonzero(wrong)
    shown = ", ".join(str(row + 1) for row in at[:MOST_NAMED])
    return {"n": len(at), "rows": f"{shown} ..." if len(at) > MOST_NAMED else shown}


def refuse_rows(code: str, wrong: NDArray[np.bool_], /, **values: object) -> SurveyError:
    """Return the exception for rows that are wrong, to be raised; its message names how many and the first of them."""
    return SurveyError(Problem(code=code, values={**values, **rows_named(wrong)}))
