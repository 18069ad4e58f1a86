"""Apply a correction log: all of it or nothing, and once, however often it is applied."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from instruments.cell_text import clean
from instruments.errors import Place, Problem, SurveyError
from instruments.language import Language
from instruments.words import say
from survey.corrections.asking import asked, problem
from survey.corrections.dates import iso_date
from survey.corrections.holding import Holding, holding
from survey.corrections.line import Change
from survey.corrections.reading import read_log
from survey.store import Entry, Store, aliases
from survey.store.audit import now, write
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of a correction log.

    Attributes
    ----------
    file : str
    made : int
        Changes that are new on record.
    confirmed : int
        Answers and interviews that somebody looked at and found right, new on record.
    known : int
        Changes that were on record already, whether they still count or were undone.
    """

    file: str
    made: int
    known: int
    confirmed: int = 0

    def text(self, language: Language | None = None) -> str:
        """Return it in words."""
        return say("survey.corrections.applied", language, **asdict(self))


def apply(study: Study, store: Store, path: str | Path) -> Applied:
    """Apply a correction log in one transaction.

    Parameters
    ----------
    study : Study
    store : Store
    path : str or Path
        The workbook as people filled it in, or a CSV of one of its sheets.

    Raises
    ------
    SurveyError
        With every line that cannot be applied, and why; then nothing is applied.
    """
    path = Path(path)
    filled_in = read_log(path)
    with store.changing(Place(file=path.name)) as connection:
        trail, names = store.trail(), aliases(store.interviews())
        lines = [replace(line, submission_id=names.get(line.submission_id, line.submission_id)) for line in filled_in]
        held = holding(study, store, wanted={line.submission_id for line in lines}, trail=trail)
        found = [one for line in lines for one in asked(line, holding=held)]
        changes = list({one.fingerprint: one for one in found if isinstance(one, Change)}.values())
        on_record = {entry.fingerprint for entry in trail}
        fresh = [change for change in changes if change.fingerprint not in on_record]
        problems = [one for one in found if isinstance(one, Problem)]
        problems += [*_differing(fresh, held), *_contradicting(fresh)]
        if problems:
            raise SurveyError(problems)
        write(connection, [_entry(change, held, path.name) for change in fresh])
    confirmed = sum(change.action == "confirm" for change in fresh)
    return Applied(file=path.name, made=len(fresh) - confirmed, confirmed=confirmed, known=len(changes) - len(fresh))


def _differing(changes: Sequence[Change], held: Holding) -> Iterator[Problem]:
    """Yield the changes whose old value is not what the store holds now."""
    for change in changes:
        if not change.item:
            continue
        now_held = held.says(change.line.submission_id, change.item)
        if change.old not in {now_held, clean(now_held).strip()}:
            values = {"item": change.item, "got": change.old, "held": now_held}
            yield problem(change.line, "old_differs", "old", **values)


def _contradicting(changes: Sequence[Change]) -> Iterator[Problem]:
    """Yield the changes of an answer that another line of the log changes too."""
    first: dict[tuple[str, str], Change] = {}
    for change in changes:
        earlier = first.setdefault((change.line.submission_id, change.item), change)
        if earlier is not change:
            yield problem(change.line, "twice", "item", item=change.item, row=earlier.line.place.row)


def _entry(change: Change, held: Holding, file: str) -> Entry:
    line = change.line
    whole = not change.item
    return Entry(
        action=change.action,
        made_by=line.made_by,
        made_at=now(),
        submission_id=line.submission_id,
        item=change.item,
        raw="" if whole else held.says(line.submission_id, change.item, raw=True),
        old=held.statuses.get(line.submission_id, "") if whole else held.says(line.submission_id, change.item),
        new=change.new,
        why=line.why,
        decided_on=iso_date(line.decided_on, dates=held.dates) or line.decided_on,
        source=file,
        fingerprint=change.fingerprint,
    )
