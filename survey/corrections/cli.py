"""The commands on corrections: corrections, correct, status, history. Each parses, calls the library, and prints."""

from typing import TYPE_CHECKING, get_args

import click

from instruments.console import DONE, argument, command, force_option, language_option, option, out, table
from instruments.errors import Place, SurveyError
from instruments.output_file import Existing, refuse_existing, refuse_other_ending
from instruments.typed import typed
from instruments.words import say

if TYPE_CHECKING:
    from survey.store import Entry, Store
    from survey.study import Study

STATUSES = {"approved": "approved", "rejected": "rejected", "on_hold": "on_hold"} | {
    "approuvé": "approved",
    "rejeté": "rejected",
    "en_suspens": "on_hold",
}

by_option = option("--by", code="survey.corrections.cli_by", default="")
why_option = option("--why", code="survey.corrections.cli_why", default="")


@command("survey.corrections.corrections")
@argument("study")
@option("-o", "--output", code="survey.corrections.cli_output", default="corrections.xlsx", show_default=True)
@force_option
@language_option
def corrections(study: str, output: str, existing: Existing) -> int:
    """Write the workbook in which people correct answers."""
    from survey.corrections.writing import write_log

    refuse_other_ending(output, ending=".xlsx")
    refuse_existing(output, existing=existing)
    found = write_log(*_opened(study), output)
    out(say("survey.corrections.written", file=typed(output), rows=found.rows, left=found.left, study=typed(study)))
    return DONE


@command("survey.corrections.correct")
@argument("study")
@argument("log", required=False)
@option("--undo", code="survey.corrections.cli_undo", type=int)
@by_option
@why_option
@language_option
def correct(study: str, log: str | None, undo: int | None, by: str, why: str) -> int:
    """Apply a correction workbook, or undo a correction."""
    from survey.corrections.applying import apply
    from survey.corrections.deciding import undo as undo_entry

    if (log is None) == (undo is None):
        raise click.UsageError(say("survey.corrections.log_or_undo"))
    if log is not None:
        out(apply(*_opened(study), log).text())
    elif undo is not None:
        _expect_names(by, why)
        undone = undo_entry(*_opened(study), undo, by=by, why=why)
        out("\n".join(say("survey.corrections.undone", number=number) for number in undone))
        if len(undone) > 1:
            out(say("survey.corrections.undone_together"))
    return DONE


@command("survey.corrections.status")
@argument("study")
@argument("interview")
@argument("decision", type=click.Choice(list(STATUSES)))
@by_option
@why_option
@language_option
def status(study: str, interview: str, decision: str, by: str, why: str) -> int:
    """Approve an interview, reject it, or put it on hold."""
    from survey.corrections.deciding import Status, decide

    _expect_names(by, why)
    chosen: Status = next(known for known in get_args(Status) if known == STATUSES[decision])
    decide(_opened(study)[1], interview, status=chosen, by=by, why=why)
    out(say("survey.corrections.decided", interview=interview, status=say(f"survey.corrections.status_{chosen}")))
    return DONE


@command("survey.corrections.unload")
@argument("study")
@argument("file")
@by_option
@why_option
@language_option
def unload(study: str, file: str, by: str, why: str) -> int:
    """Withdraw a file that was loaded, so that its interviews can be loaded anew."""
    from survey.corrections.removing import unload as unload_file

    _expect_names(by, why)
    withdrawn, count = unload_file(_opened(study)[1], file, by=by, why=why)
    out(say("survey.corrections.unloaded", file=withdrawn.name, count=count))
    return DONE


@command("survey.corrections.erase")
@argument("study")
@argument("interview")
@by_option
@why_option
@language_option
def erase(study: str, interview: str, by: str, why: str) -> int:
    """Erase the answers of a person who withdraws consent."""
    from survey.corrections.removing import erase as erase_person

    _expect_names(by, why)
    out(say("survey.corrections.erased", interview=erase_person(_opened(study)[1], interview, by=by, why=why)))
    return DONE


@command("survey.corrections.history")
@argument("study")
@argument("interview", required=False)
@language_option
def history(study: str, interview: str | None) -> int:
    """Show the audit trail: of the study, or of one interview in all its versions."""
    _, store = _opened(study)
    names = set() if interview is None else _versions_shown(store, interview)
    header = [say(f"survey.corrections.trail_{name}") for name in _SHOWN]
    shown = [entry for entry in store.trail() if interview is None or entry.submission_id in names]
    out(table(header, map(_told, shown)))
    return DONE


def _versions_shown(store: "Store", interview: str) -> set[str]:
    """Print the versions of an interview, or that it was erased, and return all its names."""
    from survey.corrections.naming import erased_before, erasure_of, interview_named

    try:
        name = interview_named(store, interview).submission_id
    except SurveyError:
        entry = erasure_of(store, interview)
        if entry is None:
            raise
        out(erased_before(entry).text())
        return {entry.submission_id}
    versions = store.versions_of(name)
    for file, row in versions:
        place = Place(file=file, sheet=row.sheet or None, row=row.row)
        out(say("survey.corrections.version", place=place.text(), version=row.identity))
    return {interview, *(named for _, row in versions for named in (row.submission_id, row.identity))}


def _expect_names(by: str, why: str) -> None:
    """Take it for wrong use if it is not said who decided and why."""
    from survey.corrections.naming import refuse_anonymous

    try:
        refuse_anonymous(by, why)
    except SurveyError as error:
        raise click.UsageError(error.text()) from error


_SHOWN = ("number", "made_at", "made_by", "action", "submission_id", "item", "old", "new", "why", "source", "undoes")


def _told(entry: "Entry") -> list[object]:
    words = {"made_at": f"{entry.made_at:%Y-%m-%d %H:%M}", "action": say(f"survey.corrections.did_{entry.action}")}
    if entry.action in {"status", "review"}:
        words |= {name: say(f"survey.corrections.{told}") for name in ("old", "new") if (told := _decided(entry, name))}
    return [words.get(name, getattr(entry, name)) for name in _SHOWN]


def _opened(path: str) -> "tuple[Study, Store]":
    from survey.store import open_store
    from survey.study import read

    study = read(path)
    return study, open_store(study)


def _decided(entry: "Entry", name: str) -> str:
    return f"decided_{found}" if (found := getattr(entry, name)) in STATUSES.values() else ""


COMMANDS = (corrections, correct, status, history, unload, erase)
