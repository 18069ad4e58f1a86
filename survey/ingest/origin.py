"""Which server or program wrote a table, by the columns that only it writes; what is said with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instruments.errors import Place, Problem, Severity
from survey.ingest.export import Kind

# All of the first and at least one of the second make a table an export of that server.
_SIGNS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "kobo": (
        frozenset({"_uuid", "_submission_time", "_index"}),
        frozenset({"__version__", "_validation_status", "meta/rootuuid", "_submitted_by"}),
    ),
    "kobo_legacy": (
        frozenset({"_uuid", "_submission_time"}),
        frozenset({"_xform_id", "_xform_id_string", "_bamboo_dataset_id", "_duration", "_version", "meta/instanceid"}),
    ),
    "odk_central": (
        frozenset({"submissiondate", "key"}),
        frozenset({"reviewstate", "submitterid", "meta-instanceid", "attachmentspresent", "formversion"}),
    ),
    "surveycto": (
        frozenset({"submissiondate", "key"}),
        frozenset({"formdef_version", "starttime", "review_quality", "review_status", "instanceid"}),
    ),
    "survey_solutions": (
        frozenset({"interview__id"}),
        frozenset({"interview__key", "sssys_irnd", "interview__status"}),
    ),
}
_PROGRAMS: Mapping[Kind, str] = {"spss": "spss", "stata": "stata"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who wrote a table.

    Attributes
    ----------
    name : str
        ``kobo``, ``kobo_legacy``, ``odk_central``, ``surveycto``, ``survey_solutions``, ``spss``, ``stata``, or empty.
    signs : tuple of str
        The columns that give it away.
    """

    name: str = ""
    signs: tuple[str, ...] = ()


def origin_of(header: Sequence[str], *, kind: Kind) -> Origin:
    """Return who wrote a table; nobody where nothing tells, or as much speaks for one as for another.

    Examples
    --------
    >>> origin_of(["trust", "KEY", "SubmissionDate", "formdef_version"], kind="csv").name
    'surveycto'
    >>> origin_of(["trust", "respondent"], kind="csv").name
    ''
    """
    if kind in _PROGRAMS:
        return Origin(name=_PROGRAMS[kind])
    folded = {name.casefold().strip(): name for name in header}
    found = {name: (all_of | some_of) & set(folded) for name, (all_of, some_of) in _SIGNS.items()}
    fitting = {name: signs for name, signs in found.items() if _SIGNS[name][0] <= signs and signs & _SIGNS[name][1]}
    most = max(map(len, fitting.values()), default=0)
    best = [name for name, signs in fitting.items() if len(signs) == most]
    if len(best) != 1:
        return Origin()
    return Origin(name=best[0], signs=tuple(folded[sign] for sign in folded if sign in fitting[best[0]]))


def note_on(origin: Origin, *, kind: Kind, file: str) -> Problem:
    """Return what a file was recognised as, and why."""
    place, severity = Place(file=file), Severity.NOTE
    if origin.signs:
        values = {"origin": _NAMES[origin.name], "signs": ", ".join(origin.signs)}
        return Problem(code="survey.ingest.recognised", place=place, values=values, severity=severity)
    code = f"survey.ingest.recognised_{origin.name or 'none'}"
    return Problem(code=code, place=place, values={"kind": kind}, severity=severity)


_NAMES = {
    "kobo": "KoboToolbox",
    "kobo_legacy": "KoboToolbox/Ona/MODA (legacy)",
    "odk_central": "ODK Central",
    "surveycto": "SurveyCTO",
    "survey_solutions": "Survey Solutions",
}
