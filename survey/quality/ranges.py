"""Values that the questionnaire does not know: out of range, unknown codes, unreadable dates."""

from collections.abc import Iterator, Mapping

from instruments.errors import Severity
from instruments.numeral import numeral
from survey.quality.flags import Flag
from survey.quality.interviews import ids, interviewers
from survey.responses import Responses


def ranges(responses: Responses) -> Iterator[Flag]:
    """Yield a flag for each cell that is no valid answer, with what was found and what was expected.

    An answer within a repeat is named by its way, ``people[2]/age``.
    """
    by = dict(zip(ids(responses), interviewers(responses), strict=True))
    for asked in (responses, *(repeated.answers for repeated in responses.repeats.values())):
        yield from _invalid(asked, by)


def _invalid(responses: Responses, by: Mapping[str, str]) -> Iterator[Flag]:
    for cell in responses.invalid.itertuples():
        way = str(cell.item)
        yield Flag(
            check="ranges",
            code=f"survey.quality.ranges_{_family(str(cell.why))}",
            severity=Severity.ERROR,
            submission_id=str(cell.submission_id),
            interviewer=by.get(str(cell.submission_id)) or None,
            item=way,
            value=str(cell.raw),
            values=_limits(responses, way.rpartition("/")[2]),
        )


def _family(why: str) -> str:
    if why == "ambiguous_date":
        return "dates"
    return "limits" if why in {"below_minimum", "above_maximum"} else "unreadable"


def _limits(responses: Responses, name: str) -> dict[str, object]:
    item = responses.instrument.item(name)
    shown = {"minimum": item.minimum, "maximum": item.maximum}
    return {key: "-" if limit is None else numeral(limit) for key, limit in shown.items()}
