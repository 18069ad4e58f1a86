"""Which interview and which file somebody means: by the whole name, or by as much of it as no other begins with."""

from collections.abc import Collection, Mapping

from instruments.errors import SurveyError, refuse
from instruments.words import listed
from survey.store import Interview, RawFile, Store

_SHOWN = 3


def interview_named(store: Store, given: str) -> Interview:
    """Return the interview with a name, or the only one whose name begins so.

    Raises
    ------
    SurveyError
        If there is none, or there are several.
    """
    found = store.interviews()
    names = {version.instance_id: one for one in found for version in one.versions}
    names |= {one.submission_id: one for one in found}
    wanted = given.strip().removeprefix("uuid:")
    if wanted in names:
        return names[wanted]
    fitting = _beginning(names, wanted)
    if not fitting:
        raise refuse("survey.corrections.no_interview", got=given)
    if len({names[name].submission_id for name in fitting}) > 1:
        raise refuse("survey.corrections.several_interviews", got=given, near=listed(fitting[:_SHOWN]))
    return names[fitting[0]]


def file_named(store: Store, given: str) -> RawFile:
    """Return the loaded file with a name or a hash, or the only one whose hash begins so.

    Raises
    ------
    SurveyError
        If there is none, or there are several.
    """
    found = store.files()
    fitting = [file for file in found if file.name == given or (given and file.sha256.startswith(given))]
    if len(fitting) == 1:
        return fitting[0]
    near = listed([f"{file.sha256[:12]} ({file.name}, {file.loaded_at:%Y-%m-%d %H:%M})" for file in fitting or found])
    raise refuse("survey.corrections.several_files" if fitting else "survey.corrections.no_file", got=given, near=near)


def refuse_anonymous(by: str, why: str) -> None:
    """Refuse a decision for which nobody or no reason is named.

    Raises
    ------
    SurveyError
    """
    missing = [code for code, text in (("nobody_named", by), ("no_reason_named", why)) if not text.strip()]
    if missing:
        raise SurveyError([problem for code in missing for problem in refuse(f"survey.corrections.{code}").problems])


def _beginning(names: Collection[str] | Mapping[str, Interview], wanted: str) -> list[str]:
    return sorted(name for name in names if wanted and name.startswith(wanted))
