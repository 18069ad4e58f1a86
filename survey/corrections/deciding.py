"""Decide on a whole interview, and take a change back: by name and with a reason, on record like all else."""

from typing import Literal

from instruments.errors import refuse
from survey.corrections.holding import Holding, holding
from survey.corrections.naming import interview_named, refuse_anonymous
from survey.corrections.together import of_one_line
from survey.ingest.statuses import statuses_of
from survey.store import Entry, Store
from survey.store.audit import now, standing, write
from survey.study import Study

Status = Literal["approved", "rejected", "on_hold"]
_UNDOABLE = frozenset({"change", "blank", "confirm", "status"})


def decide(store: Store, submission_id: str, *, status: Status, by: str, why: str) -> None:
    """Approve an interview, reject it, or put it on hold; only an approved or undecided one is analysed.

    Raises
    ------
    SurveyError
        If there is no such interview, or nobody and no reason is named.
    """
    refuse_anonymous(by, why)
    with store.changing() as connection:
        name = interview_named(store, submission_id).submission_id
        old = statuses_of(store.trail(), store.interviews()).get(name, "")
        entry = Entry(action="status", made_by=by, made_at=now(), submission_id=name, old=old, new=status, why=why)
        write(connection, [entry])


def undo(study: Study, store: Store, number: int, *, by: str, why: str) -> tuple[int, ...]:
    """Take a correction or a decision back: what stands is what would stand without it.

    A line that recoded an answer also blanked the words that it was recoded from: both are taken back.

    Returns
    -------
    tuple of int
        The numbers of all that was taken back.

    Raises
    ------
    SurveyError
        If there is no such change, it was undone before, or nobody and no reason is named.
    """
    refuse_anonymous(by, why)
    with store.changing() as connection:
        trail = store.trail()
        line = of_one_line(_undoable(trail, number), standing(trail), instrument=study.instrument)
        without = tuple(one for one in trail if one not in line)
        write(connection, [_undone(study, store, entry, trail, without, by=by, why=why) for entry in line])
    return tuple(entry.number for entry in line)


def _undone(
    study: Study,
    store: Store,
    entry: Entry,
    trail: tuple[Entry, ...],
    without: tuple[Entry, ...],
    *,
    by: str,
    why: str,
) -> Entry:
    before, after = (_stands(study, store, entry, one) for one in (trail, without))
    return Entry(
        action="undo",
        made_by=by,
        made_at=now(),
        submission_id=entry.submission_id,
        item=entry.item,
        raw=entry.raw,
        old=before,
        new=after,
        why=why,
        undoes=entry.number,
    )


def _undoable(trail: tuple[Entry, ...], number: int) -> Entry:
    found = next((entry for entry in trail if entry.number == number and entry.action in _UNDOABLE), None)
    if found is None:
        raise refuse("survey.corrections.no_entry", got=number)
    if found not in standing(trail):
        raise refuse("survey.corrections.undone_before", got=number)
    return found


def _stands(study: Study, store: Store, entry: Entry, trail: tuple[Entry, ...]) -> str:
    held: Holding = holding(study, store, wanted={entry.submission_id}, trail=trail)
    if entry.action == "status":
        return held.statuses.get(entry.submission_id, "")
    return held.says(entry.submission_id, entry.item) if held.has(entry.submission_id, entry.item) else ""
