"""All checks in one go."""

from survey.quality.absent import absent
from survey.quality.duplicates import duplicates
from survey.quality.duration import duration
from survey.quality.flags import Flags
from survey.quality.ranges import ranges
from survey.quality.refusals import refusals
from survey.quality.skips import skips
from survey.quality.straightlining import straightlining
from survey.responses import Responses
from survey.study import Study


def check(study: Study, responses: Responses) -> Flags:
    """Return everything that deserves a look, within the limits that the study sets."""
    return Flags.of(
        [
            *absent(responses),
            *duplicates(responses),
            *ranges(responses),
            *skips(responses),
            *duration(responses, study.quality),
            *straightlining(responses, study.quality),
            *refusals(responses),
        ]
    )
