"""The sheet that carries what XLSForm has no place for: direction of scales, kinds of non-answer, claims, techniques.

It holds the questionnaire as TOML, a line a row. No server reads it, and it never reaches a tablet. When the form comes
back, what people changed in its other sheets is taken from there; this sheet gives only what those cannot say.
"""

from dataclasses import dataclass
from typing import get_args

from instruments.errors import SurveyError
from instruments.formats import toml
from instruments.formats.xlsform.dialect import DIALECTS, DialectName
from instruments.formats.xlsform.form import Form, FormSheet
from instruments.instrument import Instrument
from instruments.language import LANGUAGES
from instruments.words import say

SHEET = "questionnaire"


@dataclass(frozen=True, slots=True)
class Carried:
    """The questionnaire that a form was written from, and for which server."""

    instrument: Instrument
    dialect: DialectName


def carrying(instrument: Instrument, *, dialect: DialectName) -> FormSheet:
    """Return the sheet that carries a questionnaire."""
    told = " / ".join(say("instruments.form_reading.carried", language) for language in LANGUAGES)
    lines = toml.text(instrument).splitlines()
    return FormSheet(SHEET, ((told, dialect), *((line,) if line else () for line in lines)))


def carried(form: Form) -> Carried | SurveyError | None:
    """Return what the sheet of a form carries; None where there is none, what is wrong where it is broken."""
    sheet = form.sheet(SHEET)
    if sheet is None or not sheet.rows or sheet.rows[0][1:] not in [(name,) for name in get_args(DialectName)]:
        return None
    content = "\n".join(row[0] if row else "" for row in sheet.rows[1:])
    try:
        instrument = toml.read_bytes(content.encode(), file=form.file)
    except SurveyError as error:
        return error
    return Carried(instrument, next(name for name in DIALECTS if name == sheet.rows[0][1]))
