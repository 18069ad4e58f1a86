"""Answers where the routing of the form says not asked, and holes where it says asked."""

from collections.abc import Iterator

import numpy as np

from instruments.errors import Severity
from instruments.item import Item
from instruments.scale import NonAnswer
from survey.evaluate import holds
from survey.quality.flags import Flag
from survey.quality.interviews import flags_at
from survey.responses import Responses


def skips(responses: Responses) -> Iterator[Flag]:
    """Yield answers to questions that should not have been put, and required questions without any answer."""
    for item in responses.instrument.asked:
        if item.name in responses.reasons:
            yield from _answered_unasked(responses, item)
            yield from _hole(responses, item)


def _answered_unasked(responses: Responses, item: Item) -> Iterator[Flag]:
    if item.relevant is None:
        return
    given = [responses.lacks(item.name, kind) for kind in (NonAnswer.DONT_KNOW, NonAnswer.REFUSED)]
    wrong = np.logical_or.reduce([responses.answered(item.name), *given]) & ~holds(item.relevant, responses)
    yield from flags_at(
        responses,
        wrong,
        code="skips_answered",
        severity=Severity.ERROR,
        item=item.name,
        condition=str(item.relevant),
    )


def _hole(responses: Responses, item: Item) -> Iterator[Flag]:
    if item.required:
        empty = responses.lacks(item.name, NonAnswer.MISSING)
        yield from flags_at(responses, empty, code="skips_hole", severity=Severity.WARNING, item=item.name)
