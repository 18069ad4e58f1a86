"""Answers that are not there, by kind: don't know, refused, not asked, not offered, missing, invalid."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from instruments.scale import NonAnswer
from survey.quality.interviews import questions
from survey.responses import ANSWERED, REASONS, Responses


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemNonAnswer:
    """How often a question was answered, and why not where it was not.

    Attributes
    ----------
    item : str
    n : int
        Interviews.
    answered : int
    kinds : tuple of int
        Counts in the order of `NonAnswer`.
    """

    item: str
    n: int
    answered: int
    kinds: tuple[int, ...]

    def count(self, kind: NonAnswer) -> int:
        """Return how many interviews have no answer for this reason."""
        return self.kinds[REASONS[kind] - 1]

    @property
    def asked(self) -> int:
        """Interviews in which the question was put."""
        return self.n - self.count(NonAnswer.NOT_ASKED) - self.count(NonAnswer.NOT_OFFERED)

    def share(self, kind: NonAnswer) -> float | None:
        """Return the share of those asked with this reason, None where nobody was asked."""
        return self.count(kind) / self.asked if self.asked else None


def non_answers(responses: Responses) -> tuple[ItemNonAnswer, ...]:
    """Return for each question put to respondents how it was answered, in the order of the form."""
    return tuple(_counted(item.name, responses) for item in questions(responses))


def non_answer_frame(table: Iterable[ItemNonAnswer]) -> pd.DataFrame:
    """Return a row a question: item, n, asked, answered, then a count for each kind."""
    rows = [[line.item, line.n, line.asked, line.answered, *line.kinds] for line in table]
    return pd.DataFrame(rows, columns=["item", "n", "asked", "answered", *(kind.value for kind in NonAnswer)])


def _counted(name: str, responses: Responses) -> ItemNonAnswer:
    counts = np.bincount(responses.reasons[name].to_numpy(), minlength=len(REASONS) + 1).tolist()
    return ItemNonAnswer(item=name, n=len(responses), answered=counts[ANSWERED], kinds=tuple(counts[1:]))
