"""A form read whole: what it says itself, and what the sheet that the toolkit put into it says beyond."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from instruments.errors import Place, Problem, Severity, SurveyError
from instruments.formats import toml
from instruments.formats.document import Document, document_of
from instruments.formats.keyed import keyed, listed_again
from instruments.formats.three_way import merged
from instruments.formats.toml_text import Comments
from instruments.formats.xlsform.carried import SHEET, Carried, carried
from instruments.formats.xlsform.dialect import DialectName
from instruments.formats.xlsform.form import Form
from instruments.formats.xlsform.reading.tables import spelled_by
from instruments.formats.xlsform.reading.understanding import Understood, understood
from instruments.formats.xlsform.workbook import open_form
from instruments.formats.xlsform.writing import form_of
from instruments.instrument import Instrument
from instruments.language import Language

_COUNTED = frozenset({"row", "begun", "count"})
"""What a problem says of other rows, which move where rows are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A form, and what was understood of it.

    Attributes
    ----------
    form : Form
        Every cell as it was typed.
    dialect : {"odk", "kobo", "surveycto"}
        Whose spelling it has.
    instrument : Instrument or None
        None where too little of it is sound to make a questionnaire of it.
    problems : tuple of Problem
        Errors are faults of the form; warnings name what stays in the form only; notes tell what else is in it.
    rows : dict of item to row
    """

    form: Form
    dialect: DialectName
    instrument: Instrument | None
    problems: tuple[Problem, ...]
    rows: dict[str, int]

    @property
    def is_understood(self) -> bool:
        """Whether all of it was understood."""
        return all(problem.severity is Severity.NOTE for problem in self.problems)

    @property
    def identifying(self) -> tuple[Problem, ...]:
        """What in the form records who or where a respondent is."""
        return tuple(problem for problem in self.problems if problem.code == "instruments.form_reading.identifies")

    @property
    def in_order(self) -> tuple[Problem, ...]:
        """The problems in the order of the sheets and rows; what needs nobody to act comes last."""
        sheets = [sheet.name for sheet in self.form.sheets]

        def order(problem: Problem) -> tuple[bool, int, int]:
            place = problem.place
            at = sheets.index(place.sheet) if place.sheet in sheets else -1
            return problem.severity is Severity.NOTE, at, place.row or 0

        return tuple(sorted(self.problems, key=order))

    def comments(self, language: Language | None = None) -> Comments:
        """Return what was found at the rows of questions, to stand above them in TOML."""
        found: dict[tuple[str, str], list[str]] = {}
        by_row: dict[int, list[str]] = {}
        for item, row in self.rows.items():
            by_row.setdefault(row, []).append(item)
        survey = self.form.sheet("survey")
        for problem in self.problems:
            if survey is not None and problem.place.sheet == survey.name:
                for item in by_row.get(problem.place.row or 0, ()):
                    found.setdefault(("item", item), []).append(problem.text(language))
        return found


def read(path: str | Path) -> Reading:
    """Return the questionnaire of an XLSForm, in whichever of the three dialects it is written.

    Nothing is refused but what cannot be opened: whatever is wrong or not understood is among the problems, all of it,
    with its sheet, row and column, and the rest is read.

    Raises
    ------
    SurveyError
        If the file is no workbook, is cut short or protected, or is far larger inside than outside.
    """
    return reading(open_form(path))


def reading(form: Form) -> Reading:
    """Return what a form says, together with what it carries."""
    here, source = understood(form), carried(form)
    document, problems, dialect = here.document, here.problems, spelled_by(form)
    if isinstance(source, Carried):
        document, problems = _brought_over(form, here, source)
        dialect = source.dialect
    elif source is not None:
        problems = (*problems, *_broken(source, form))
    instrument, faults = _built(document, form)
    if instrument is None and isinstance(source, Carried):
        instrument, _ = _built(here.document, form)
        problems = (*here.problems, *faults)
    elif instrument is None:
        problems = (*problems, *faults)
    return Reading(form=form, dialect=dialect, instrument=instrument, problems=problems, rows=dict(here.rows))


def _built(document: Document, form: Form) -> tuple[Instrument | None, tuple[Problem, ...]]:
    if not document.get("item"):
        place = Place(file=form.file, sheet="survey")
        return None, (Problem(code="instruments.form_reading.no_questions", place=place),)
    try:
        return toml.read_document(document, file=form.file), ()
    except SurveyError as error:
        return None, error.problems


def _brought_over(form: Form, here: Understood, source: Carried) -> tuple[Document, tuple[Problem, ...]]:
    """Return the questionnaire that a form was written from with what people changed in the form since."""
    written = understood(form_of(source.instrument, dialect=source.dialect))
    original = keyed(document_of(source.instrument))
    result = merged(original, before=keyed(written.document), after=keyed(here.document))
    lost = [_lost(path, form, here) for path in result.lost]
    return listed_again(result.content), (*_new(here.problems, written.problems), *lost)


def _new(found: Iterable[Problem], ours: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that the form did not have when it was written."""
    known = {_same(problem) for problem in ours}
    return (problem for problem in found if _same(problem) not in known)


def _same(problem: Problem) -> tuple[str, str, str | None]:
    values = {name: value for name, value in problem.values.items() if name not in _COUNTED}
    return problem.code, repr(values), problem.place.column


def _lost(path: tuple[str, ...], form: Form, here: Understood) -> Problem:
    """Return the problem of a change in a row that the questionnaire has no counterpart for."""
    key, name, *what = path if len(path) > 1 else (*path, "")
    place = Place(file=form.file, sheet="survey" if key == "item" else None, row=here.rows.get(name))
    values = {"name": name, "what": ".".join(what) or key}
    code = "instruments.form_reading.changed_by_hand"
    return Problem(code=code, place=place, values=values, severity=Severity.WARNING)


def _broken(error: SurveyError, form: Form) -> Iterator[Problem]:
    for problem in error.problems:
        place = Place(file=form.file, sheet=SHEET)
        code, values = "instruments.form_reading.carried_broken", {"reason": problem.text()}
        yield replace(problem, code=code, place=place, values=values, severity=Severity.WARNING)
