"""What became of a file: every row and every column of it is accounted for."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from instruments.errors import Place, Problem, Severity
from instruments.language import Language
from instruments.typed import typed
from instruments.words import say
from survey.ingest.column_map import ColumnMap, unapplied
from survey.ingest.few_words import in_few_words

_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What became of a file. Rows in = rows stored + rows known + rows refused.

    Attributes
    ----------
    file, kind, hash : str
        Its name, what it is, and its SHA-256.
    origin : str
        The server or program that wrote it, where it gives itself away.
    rows_in, rows_stored, rows_known : int
    rows_refused : tuple of Problem
        A problem a row that was not taken.
    columns_matched, columns_unmatched, items_absent : tuple of str
        Items with a column, columns that are no item, items without a column.
    columns_mapped : tuple of (str, str)
        Columns that a written map gave another name: the name in the file, the name here.
    notes : tuple of Problem
        How the file was read, and the cells in it that the questionnaire does not know.
    loaded_at : datetime
        In UTC.
    loader : str
    """

    file: str
    kind: str
    hash: str
    rows_in: int
    rows_stored: int
    rows_known: int
    rows_refused: tuple[Problem, ...]
    columns_matched: tuple[str, ...]
    columns_unmatched: tuple[str, ...]
    items_absent: tuple[str, ...]
    notes: tuple[Problem, ...]
    loaded_at: datetime
    loader: str
    origin: str = ""
    columns_mapped: tuple[tuple[str, str], ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What somebody has to look at: the rows that were refused, and the cells that are no valid answer."""
        return self.rows_refused + tuple(note for note in self.notes if note.severity is not Severity.NOTE)

    def text(self, language: Language | None = None) -> str:
        """Return the reconciliation in words, a few lines."""
        counts = {"rows": self.rows_in, "stored": self.rows_stored, "known": self.rows_known}
        lines = [
            say("survey.ingest.rows", language, file=self.file, refused=len(self.rows_refused), **counts),
            say(
                "survey.ingest.columns",
                language,
                matched=len(self.columns_matched),
                unmatched=len(self.columns_unmatched),
            ),
        ]
        if self.items_absent:
            lines.append(say("survey.ingest.absent", language, items=_some(self.items_absent)))
        return "\n".join([*lines, *(f"- {told}" for told in in_few_words(self.rows_refused + self.notes, language))])


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" (+{more})" if more > 0 else "")


def known_again(kept: Reconciliation, *, name: str, written: ColumnMap | None = None) -> Reconciliation:
    """Return what becomes of a file that was loaded before, perhaps under another name: nothing changes.

    A map changes nothing either.
    """
    refused = len(kept.rows_refused)
    values = {
        "date": f"{kept.loaded_at:%Y-%m-%d}",
        "loader": kept.loader,
        "known_as": typed(kept.file),
        "refused": refused,
    }
    code = "survey.ingest.loaded_before_refused" if refused else "survey.ingest.loaded_before"
    again = Problem(code=code, place=Place(file=name), values=values, severity=Severity.NOTE)
    notes = (again, *_unapplied(kept, written))
    return replace(kept, file=name, rows_stored=0, rows_known=kept.rows_stored + kept.rows_known, notes=notes)


def _unapplied(kept: Reconciliation, written: ColumnMap | None) -> Iterator[Problem]:
    lacking = written and unapplied(written, already=kept.columns_mapped, unmatched=kept.columns_unmatched)
    if lacking:
        values = {"columns": ", ".join(lacking), "file": typed(kept.file)}
        place = Place(file=kept.file)
        yield Problem(code="survey.ingest.map_too_late", place=place, values=values, severity=Severity.WARNING)


def as_record(reconciliation: Reconciliation) -> dict[str, Any]:
    """Return a reconciliation as JSON can hold it."""
    record = {name: getattr(reconciliation, name) for name in Reconciliation.__slots__}
    return record | {
        "loaded_at": reconciliation.loaded_at.isoformat(),
        "rows_refused": [_problem_record(problem) for problem in reconciliation.rows_refused],
        "notes": [_problem_record(problem) for problem in reconciliation.notes],
    }


def told_whole(reconciliation: Reconciliation, language: Language) -> dict[str, Any]:
    """Return a reconciliation for programs: every row that was refused and every note, each with its words."""
    record = as_record(reconciliation)
    for name in ("rows_refused", "notes"):
        problems = zip(record[name], getattr(reconciliation, name), strict=True)
        record[name] = [told | {"text": problem.text(language)} for told, problem in problems]
    return record


def from_record(record: Mapping[str, Any]) -> Reconciliation:
    """Return a reconciliation as it was before JSON held it."""
    tuples = {name: tuple(record[name]) for name in ("columns_matched", "columns_unmatched", "items_absent")}
    mapped = tuple((name, here) for name, here in record.get("columns_mapped", ()))
    problems = {name: tuple(map(_problem, record[name])) for name in ("rows_refused", "notes")}
    changed = {**tuples, **problems, "columns_mapped": mapped}
    return Reconciliation(**{**record, **changed, "loaded_at": datetime.fromisoformat(record["loaded_at"])})


def _problem_record(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "place": asdict(problem.place),
        "values": {name: value if isinstance(value, int) else str(value) for name, value in problem.values.items()},
        "severity": problem.severity.value,
    }


def _problem(record: Mapping[str, Any]) -> Problem:
    return Problem(
        code=record["code"],
        place=Place(**record["place"]),
        values=record["values"],
        severity=Severity(record["severity"]),
    )
