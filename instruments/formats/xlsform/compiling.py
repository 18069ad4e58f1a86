"""What others say of a form: pyxform, which makes it into an XForm, and ODK Validate, where there is Java to run it."""

import shutil
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from instruments.errors import Place, Problem, Severity
from instruments.formats.xlsform.dialect import DialectName
from instruments.formats.xlsform.writing import write
from instruments.instrument import Instrument

PYXFORM, VALIDATE = "pyxform", "ODK Validate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The judgement of others on a form.

    Attributes
    ----------
    judges : tuple of str
        Who was there to judge it.
    problems : tuple of Problem
    """

    judges: tuple[str, ...]
    problems: tuple[Problem, ...]


def compiled(instrument: Instrument, *, dialect: DialectName = "odk") -> Compiled:
    """Return what pyxform and ODK Validate say of the form of a questionnaire, as far as they are installed."""
    if find_spec(PYXFORM) is None:
        return Compiled(judges=(), problems=())
    judges = (PYXFORM, VALIDATE) if shutil.which("java") else (PYXFORM,)
    with TemporaryDirectory() as folder:
        path = write(instrument, Path(folder) / f"{instrument.name}.xlsx", dialect=dialect)
        return Compiled(judges=judges, problems=_judged(path, validate=VALIDATE in judges, dialect=dialect))


def _judged(path: Path, *, validate: bool, dialect: DialectName) -> tuple[Problem, ...]:
    convert = import_module("pyxform.xls2xform").convert
    refusals = (
        import_module("pyxform.errors").PyXFormError,
        import_module("pyxform.validators.odk_validate").ODKValidateError,
    )
    warnings: list[str] = []
    try:
        convert(path, validate=validate, warnings=warnings)
    except refusals as error:
        return (_problem(str(error), path, Severity.ERROR),)
    if dialect == "surveycto":  # it wants languages without their code, of which pyxform warns
        return ()
    return tuple(_problem(warning, path, Severity.WARNING) for warning in warnings)


def _problem(reason: str, path: Path, severity: Severity) -> Problem:
    place = Place(file=path.name)
    values = {"reason": " ".join(reason.split())}
    return Problem(code="instruments.xlsform.judged", place=place, values=values, severity=severity)
