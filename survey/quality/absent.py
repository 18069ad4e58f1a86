"""Questions that everybody is to be asked and that nobody answers, or for which a file has no column.

A misspelt header loses them unseen.
"""

from collections.abc import Iterator

from instruments.errors import Severity
from instruments.item import Item
from instruments.scale import NonAnswer
from survey.eligibility import is_for_everybody
from survey.quality.flags import Flag
from survey.responses import REASONS, Responses

_NOTHING_SAID = [REASONS[reason] for reason in (NonAnswer.MISSING, NonAnswer.NOT_ASKED, NonAnswer.NOT_OFFERED)]


def absent(responses: Responses) -> Iterator[Flag]:
    """Yield a flag for each such question: one where nobody answers it, else one a file that does not have it."""
    for item in responses.instrument.asked:
        if item.name in responses.reasons and is_for_everybody(item, responses.instrument):
            if len(responses) and responses.reasons[item.name].isin(_NOTHING_SAID).all():
                yield _nobody(item, len(responses))
            elif item.required and "file" in responses.submissions:
                yield from _by_file(item, responses)


def _nobody(item: Item, count: int) -> Flag:
    return Flag(
        check="absent",
        code="survey.quality.absent_answers",
        severity=Severity.ERROR if item.required else Severity.WARNING,
        item=item.name,
        values={"count": count},
    )


def _by_file(item: Item, responses: Responses) -> Iterator[Flag]:
    files = responses.submissions["file"].to_numpy()
    lacking = responses.lacks(item.name, NonAnswer.NOT_OFFERED)
    for name in dict.fromkeys(files[lacking]):
        if lacking[files == name].all():
            yield Flag(
                check="absent",
                code="survey.quality.absent_question",
                severity=Severity.WARNING,
                item=item.name,
                value=str(name),
                values={"count": int((files == name).sum())},
            )
