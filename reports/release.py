"""Whether a report may be released: every item of AAPOR's transparency initiative filled, and its groups large enough.

The items are those that members of the initiative disclose at once (AAPOR, Transparency Initiative, 2021).
"""

from collections.abc import Iterator, Mapping

from instruments.errors import Place, Problem, SurveyError
from instruments.language import LANGUAGES
from survey.study import Study

AAPOR: Mapping[str, tuple[str, ...]] = {
    "strategy": ("strategy",),
    "sponsor": ("sponsor", "conducted_by"),
    "instrument": ("instrument",),
    "population": ("population",),
    "sample": ("frame", "sample", "recruitment", "incentives"),
    "mode": ("mode", "languages"),
    "dates": ("dates",),
    "size": ("size",),
    "weighting": ("weighting",),
    "quality": ("quality",),
    "limitations": ("limitations",),
}
FEWEST = 5  # interviews in a group: statistical offices begin to publish at three to five (OECD, glossary)
FEWEST_ALIKE = 10  # in a group that answers all alike, which tells of everybody in it
_KNOWN = frozenset({"instrument", "size", "weighting"})  # from the study itself


def refuse_what_is_not_stated(study: Study) -> None:
    """Refuse the release of a report in which an item is not stated or a group may be tiny; all are named at once.

    Raises
    ------
    SurveyError
    """
    if problems := (*_missing(study), *_unprotected(study)):
        raise SurveyError(problems)


def _unprotected(study: Study) -> Iterator[Problem]:
    for key, least in (("minimum_base", FEWEST), ("homogeneity_base", FEWEST_ALIKE)):
        got = getattr(study.disclosure, key)
        if got < least:
            where = Place(file=study.file.name, key=f"disclosure.{key}")
            yield Problem(code="reports.release.unprotected", place=where, values={"got": got, "least": least})


def _missing(study: Study) -> Iterator[Problem]:
    for place, (item, parts) in enumerate(AAPOR.items(), start=1):
        for part in parts:
            if part not in _KNOWN and not _stated(study, part):
                key = "fieldwork.start" if part == "dates" else f"fieldwork.{part}"
                where = Place(file=study.file.name, key=key)
                yield Problem(code=f"reports.release.{item}", place=where, values={"number": place, "key": key})


def _stated(study: Study, part: str) -> bool:
    fieldwork = study.fieldwork
    if part == "dates":
        return fieldwork.start is not None and fieldwork.end is not None
    return all(getattr(fieldwork, part).get(language, "").strip() for language in LANGUAGES)
