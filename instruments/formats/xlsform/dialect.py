"""The dialects of XLSForm: what ODK, Kobo and SurveyCTO call the same thing."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from instruments.formats.xlsform.columns import Row, name_alone
from instruments.formats.xlsform.spelling import of_surveycto

DialectName = Literal["odk", "kobo", "surveycto"]
DIALECTS: tuple[DialectName, ...] = get_args(DialectName)

_TRANSLATED = re.compile(r"(?P<column>\w+(?:::\w+)?)::(?P<language>.+) \(\w+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a server wants its forms.

    Attributes
    ----------
    name : str
    table_list : bool
        Whether a battery is one group that the server draws as a table; otherwise its header is a row of its own.
    keeps_last : bool
        Whether the server itself shuffles a list and leaves its end alone.
    """

    name: DialectName
    table_list: bool
    keeps_last: bool


_KNOWN = {
    "odk": Dialect(name="odk", table_list=True, keeps_last=False),
    "kobo": Dialect(name="kobo", table_list=False, keeps_last=False),
    "surveycto": Dialect(name="surveycto", table_list=False, keeps_last=True),
}


def dialect_of(name: DialectName) -> Dialect:
    """Return a dialect by its name."""
    return _KNOWN[name]


def spelled(row: Row, *, dialect: Dialect, source: str) -> Row:
    """Return a row of an ODK form as another server spells it.

    Parameters
    ----------
    row : dict
    dialect : Dialect
    source : str
        The first language of the questionnaire, which SurveyCTO writes into columns without a language.

    Examples
    --------
    >>> spelled({"type": "begin_group", "label::Français (fr)": "Bloc"}, dialect=dialect_of("surveycto"), source="fr")
    {'type': 'begin group', 'label': 'Bloc'}
    """
    if dialect.name != "surveycto":
        return row
    return {_column(column, source): _cell(column, value) for column, value in row.items()}


def _column(column: str, source: str) -> str:
    found = _TRANSLATED.fullmatch(column)
    if found is None:
        return of_surveycto("survey", column)
    name = of_surveycto("survey", found["column"])
    return name if name_alone(source) == found["language"] else f"{name}:{found['language']}"


def _cell(column: str, value: str) -> str:
    is_block = column == "type" and value.startswith(("begin_", "end_"))
    return value.replace("_", " ", 1) if is_block else value
