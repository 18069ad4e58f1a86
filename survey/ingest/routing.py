"""Tell what was not asked from what is missing: the form's own routing says it, never the server's blanks."""

from dataclasses import replace

import numpy as np

from instruments.scale import NonAnswer
from survey.evaluate import holds
from survey.responses import REASONS, Responses


def route(responses: Responses) -> Responses:
    """Return the responses with every blank that the routing explains marked as not asked.

    The items are taken in the order of the questionnaire, so that a question behind a skipped one is skipped too.
    An answer to a question that should not have been asked stays, for the checks to find.
    """
    routed = responses
    for item in responses.instrument.items:
        if item.relevant is not None and item.name in routed.reasons:
            skipped = ~holds(item.relevant, routed) & routed.lacks(item.name, NonAnswer.MISSING)
            reasons = np.where(skipped, np.int8(REASONS[NonAnswer.NOT_ASKED]), routed.reasons[item.name])
            routed = replace(routed, reasons=routed.reasons.assign(**{item.name: reasons}))
    return routed
