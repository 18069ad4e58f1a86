"""Questions that everybody is to be asked, and for which a file has no column: a misspelt header loses them unseen."""

from collections.abc import Iterator

from instruments.errors import Severity
from instruments.scale import NonAnswer
from survey.eligibility import is_for_everybody
from survey.quality.flags import Flag
from survey.responses import Responses


def absent(responses: Responses) -> Iterator[Flag]:
    """Yield a flag for each such question and file in which no interview was offered it."""
    if "file" not in responses.submissions:
        return
    files = responses.submissions["file"].to_numpy()
    for item in responses.instrument.asked:
        if item.required and item.name in responses.reasons and is_for_everybody(item, responses.instrument):
            lacking = responses.lacks(item.name, NonAnswer.NOT_OFFERED)
            for name in dict.fromkeys(files[lacking]):
                if lacking[files == name].all():
                    yield _flag(item.name, str(name), int((files == name).sum()))


def _flag(item: str, file: str, count: int) -> Flag:
    return Flag(
        check="absent",
        code="survey.quality.absent_question",
        severity=Severity.WARNING,
        item=item,
        value=file,
        values={"count": count},
    )
