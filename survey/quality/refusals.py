"""Interviewers whose respondents say don't know or refuse far more, or far less, than elsewhere."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Severity
from instruments.scale import NonAnswer
from survey.quality.flags import Flag
from survey.quality.interviews import NOBODY, interviewers, questions
from survey.responses import REASONS, Responses

LIMIT = 3.0  # standard errors: the control limits of a funnel plot (Spiegelhalter 2005)
TAIL = 0.1
ENOUGH_INTERVIEWS = 10
EVADED = (REASONS[NonAnswer.DONT_KNOW], REASONS[NonAnswer.REFUSED])
NOT_PUT = (REASONS[NonAnswer.NOT_ASKED], REASONS[NonAnswer.NOT_OFFERED])


def refusals(responses: Responses) -> Iterator[Flag]:
    """Yield interviewers outside the funnel.

    The interviews' own spread says how far chance reaches. Interviewers work in different places, so they differ by
    more than chance; the funnel is widened by that overdispersion, measured without the tenth at either end
    (Spiegelhalter 2005, section 4).
    """
    rates = pd.Series(_rates(responses))
    by = interviewers(responses)
    usable = rates.notna().to_numpy() & (by != NOBODY)
    usual, spread = float(rates[usable].mean()), float(rates[usable].std())
    own = rates[usable].groupby(by[usable]).agg(["mean", "size"])
    own = own[own["size"] >= ENOUGH_INTERVIEWS]
    if not len(own) or not spread > 0:
        return
    score = (own["mean"] - usual) * np.sqrt(own["size"]) / spread
    inner = score.clip(*score.quantile([TAIL, 1 - TAIL]))
    limit = LIMIT * max(1.0, float((inner**2).mean()) ** 0.5)
    for name, line in own[score.abs() > limit].iterrows():
        yield _flag(str(name), float(line["mean"]), usual, int(line["size"]))


def _rates(responses: Responses) -> NDArray[np.float64]:
    """Return for each interview the share of questions put that were not known or refused."""
    names = [item.name for item in questions(responses)]
    reasons = responses.reasons[names].to_numpy()
    put = (~np.isin(reasons, NOT_PUT)).sum(axis=1)
    evaded = np.isin(reasons, EVADED).sum(axis=1)
    return np.asarray(np.where(put > 0, evaded / np.maximum(put, 1), np.nan))


def _flag(name: str, rate: float, usual: float, n: int) -> Flag:
    return Flag(
        check="interviewers",
        code="survey.quality.interviewers_evaded",
        severity=Severity.NOTE,
        interviewer=name,
        value=f"{100 * rate:.0f}",
        values={"usual": f"{100 * usual:.0f}", "n": n},
    )
