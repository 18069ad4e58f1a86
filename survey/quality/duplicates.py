"""Interviews that are there twice, and interviews of one interviewer that are strangely alike."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Severity
from instruments.scale import NonAnswer
from survey.quality.flags import Flag
from survey.quality.interviews import answer_codes, flags_at, interviewers, questions
from survey.responses import ANSWERED, REASONS, Responses

ENOUGH_ANSWERS = 15  # fewer can be the same by chance, when routing leaves most questions out
ALIKE = 0.85  # Kuriakose & Robbins (2016); alone it says little (Pew 2016), so it must also stand out in its survey
FEWEST_ANSWERS = 5  # in short questionnaires; fewer say nothing of anybody
BY_CHANCE = 1.0  # so many pairs with the same answers, or more, are no wonder
FAR_OUT = 3.0  # quartile ranges above the third quartile (Tukey)
NOT_PUT = (-REASONS[NonAnswer.NOT_ASKED], -REASONS[NonAnswer.NOT_OFFERED])


def duplicates(responses: Responses) -> Iterator[Flag]:
    """Yield interviews with the same number, with the same answers, or nearly the same for the same interviewer."""
    yield from _same_number(responses)
    codes = answer_codes(responses, [item for item in questions(responses) if item.kind != "text"])
    if (codes >= ANSWERED).sum(axis=1).max(initial=0) < ENOUGH_ANSWERS:
        yield from _same_in_short(responses)
        return
    same = _same_answers(codes)
    yield from _flagged(responses, codes, same)
    yield from _nearly_same(responses, codes, same)


def _same_number(responses: Responses) -> Iterator[Flag]:
    ids = responses.submissions["submission_id"]
    yield from flags_at(
        responses, ids.duplicated(keep=False).to_numpy(), code="duplicates_id", severity=Severity.ERROR, value=ids
    )
    item = responses.instrument.with_role("interview_id")
    if item is not None and item.name in responses.values:
        numbers = responses.values[item.name]
        twice = (numbers.duplicated(keep=False) & numbers.notna()).to_numpy()
        yield from flags_at(
            responses, twice, code="duplicates_id", severity=Severity.ERROR, item=item.name, value=numbers
        )


def _same_in_short(responses: Responses) -> Iterator[Flag]:
    """Compare all answers, those in words too, where a questionnaire is short; say so where chance would explain it."""
    codes = answer_codes(responses, questions(responses))
    told = (codes >= ANSWERED).sum(axis=1)
    same = (told > 0) & pd.DataFrame(codes).duplicated(keep=False).to_numpy()
    enough = told >= FEWEST_ANSWERS
    expected = _pairs_by_chance(codes[enough])
    if expected < BY_CHANCE:
        yield from _flagged(responses, codes, same & enough)
        same &= ~enough
    if same.any():
        yield Flag(
            check="duplicates",
            code="survey.quality.duplicates_too_few",
            severity=Severity.NOTE,
            values={"count": int(same.sum()), "fewest": FEWEST_ANSWERS},
        )


def _pairs_by_chance(codes: NDArray[np.int32]) -> float:
    """Return how many pairs would have the same answers if each question were answered by lot, with its own shares.

    Each question has one answer more than came, so that few interviews do not look as if nothing else could be said.
    """
    shares = [np.unique(column, return_counts=True)[1] / (len(column) + 1) for column in codes.T]
    agreeing = float(np.prod([np.sum(share**2) for share in shares]))
    return agreeing * len(codes) * (len(codes) - 1) / 2


def _flagged(responses: Responses, codes: NDArray[np.int32], same: NDArray[np.bool_]) -> Iterator[Flag]:
    twins = _twins(responses, codes)
    yield from flags_at(responses, same, code="duplicates_answers", severity=Severity.WARNING, value=twins)


def _same_answers(codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    enough = (codes >= ANSWERED).sum(axis=1) >= ENOUGH_ANSWERS
    return np.asarray(enough & pd.DataFrame(codes).duplicated(keep=False).to_numpy())


def _twins(responses: Responses, codes: NDArray[np.int32]) -> pd.Series:
    """Return for each interview the next one with the same answers, in a ring; itself where there is none."""
    rows = pd.DataFrame(codes)
    ids = responses.submissions["submission_id"]
    alike = rows.groupby(list(rows.columns), sort=False).ngroup() if len(rows.columns) else pd.Series(rows.index)
    following = ids.groupby(alike.to_numpy()).shift(-1)
    return following.fillna(ids.groupby(alike.to_numpy()).transform("first"))


def _nearly_same(responses: Responses, codes: NDArray[np.int32], same: NDArray[np.bool_]) -> Iterator[Flag]:
    by = interviewers(responses)
    nearest, other = _nearest(codes, by)
    found = nearest[nearest > 0]
    if not found.size:
        return
    low, high = np.quantile(found, [0.25, 0.75])
    strange = (nearest >= max(ALIKE, high + FAR_OUT * (high - low))) & ~same
    shares = pd.Series(np.rint(100 * nearest).astype(int))
    ids = responses.submissions["submission_id"].to_numpy()
    for row in np.flatnonzero(strange):
        only = np.arange(len(codes)) == row
        values = {"other": ids[other[row]], "usual": round(100 * float(np.median(found)))}
        yield from flags_at(responses, only, code="duplicates_near", severity=Severity.NOTE, value=shares, **values)


def _nearest(codes: NDArray[np.int32], by: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return for each interview the largest share of equal answers with another one of its interviewer, and which."""
    varying = codes[:, (codes != codes[:1]).any(axis=0)] if len(codes) else codes
    nearest, other = np.zeros(len(codes)), np.zeros(len(codes), dtype=np.intp)
    for name, rows in pd.Series(range(len(codes))).groupby(by).indices.items():
        if name and len(rows) > 1:
            nearest[rows], closest = _nearest_of(varying[rows])
            other[rows] = rows[closest]
    return nearest, other


def _nearest_of(codes: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    put = ~np.isin(codes, NOT_PUT)
    nearest, closest = np.zeros(len(codes)), np.zeros(len(codes), dtype=np.intp)
    for row in range(len(codes)):
        both = put & put[row]
        equal = ((codes == codes[row]) & both).sum(axis=1)
        asked = both.sum(axis=1)
        share = np.where(asked >= ENOUGH_ANSWERS, equal / np.maximum(asked, 1), 0.0)
        share[row] = -1
        closest[row] = int(share.argmax())
        nearest[row] = max(share[closest[row]], 0.0)
    return nearest, closest
