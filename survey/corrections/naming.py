"""Which interview and which file somebody means: by the whole name, or by as much of it as no other begins with."""

from collections.abc import Collection, Mapping
from pathlib import Path

from instruments.errors import Problem, SurveyError, refuse
from instruments.words import listed
from survey.store import Entry, Interview, RawFile, Store

_SHOWN = 3


def interview_named(store: Store, given: str) -> Interview:
    """Return the interview with a name, or the only one whose name begins so.

    Raises
    ------
    SurveyError
        If there is none, there are several, or nothing is left of it: then with who erased it, and when.
    """
    found = store.interviews()
    names = {version.instance_id: one for one in found for version in one.versions}
    names |= {one.submission_id: one for one in found}
    wanted = given.strip().removeprefix("uuid:")
    if wanted in names:
        return names[wanted]
    fitting = _beginning(names, wanted)
    if not fitting:
        raise _unknown(store, given)
    if len({names[name].submission_id for name in fitting}) > 1:
        raise refuse("survey.corrections.several_interviews", got=given, near=listed(fitting[:_SHOWN]))
    return names[fitting[0]]


def erasure_of(store: Store, given: str) -> Entry | None:
    """Return the entry of an interview that was erased and has no row in the store any more, its file being withdrawn.

    Raises
    ------
    SurveyError
        If there are several.
    """
    wanted = given.strip().removeprefix("uuid:")
    entries = [entry for entry in store.trail() if entry.action == "erase"]
    exact = [entry for entry in entries if wanted in {entry.submission_id, entry.new}]
    fitting = exact or [one for one in entries if _beginning([one.submission_id, one.new], wanted)]
    near = sorted({entry.submission_id for entry in fitting})
    if len(near) > 1:
        raise refuse("survey.corrections.several_interviews", got=given, near=listed(near[:_SHOWN]))
    return fitting[0] if fitting else None


def _unknown(store: Store, given: str) -> SurveyError:
    entry = erasure_of(store, given)
    if entry is None:
        return refuse("survey.corrections.no_interview", got=given)
    return SurveyError(erased_before(entry))


def erased_before(entry: Entry) -> Problem:
    """Return what is said of an interview that was erased: when, and by whom."""
    values = {"interview": entry.submission_id, "by": entry.made_by, "when": f"{entry.made_at:%Y-%m-%d %H:%M}"}
    return Problem(code="survey.corrections.erased_before", values=values)


def file_named(store: Store, given: str) -> RawFile:
    """Return the loaded file with a name or a hash, or the only one whose hash begins so.

    Of a path, as it was given to load the file, the name counts.

    Raises
    ------
    SurveyError
        If there is none, or there are several.
    """
    found = store.files()
    fitting = [file for file in found if file.name == given or (given and file.sha256.startswith(given))]
    fitting = fitting or [file for file in found if file.name == Path(given).name]
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
