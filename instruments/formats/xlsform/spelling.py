"""What the columns of a form are called: one table for the writing and the reading of all dialects.

The name on the left is that of ODK. SurveyCTO's own stands first on the right; what else people write follows. Case,
spaces, underscores and hyphens make no difference when a header is read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

SheetName = Literal["survey", "choices", "settings"]

TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video"}
)
SPELLINGS: Mapping[SheetName, Mapping[str, tuple[str, ...]]] = {
    "survey": {
        "type": (),
        "name": (),
        "label": ("caption",),
        "hint": (),
        "guidance_hint": (),
        "relevant": ("relevance", "bind::relevant"),
        "constraint": ("bind::constraint",),
        "constraint_message": ("constraint message", "constraint msg", "bind::jr:constraintmsg"),
        "required": ("bind::required",),
        "required_message": ("required message", "required msg", "bind::jr:requiredmsg"),
        "calculation": ("calculate", "bind::calculate"),
        "choice_filter": (),
        "appearance": ("control::appearance",),
        "parameters": (),
        "default": (),
        "read_only": ("readonly", "bind::readonly"),
        "repeat_count": ("jr:count", "control::jr:count"),
        "trigger": (),
        "disabled": (),
        "image": ("media::image", "media"),
        "big-image": ("media::big-image",),
        "audio": ("media:audio",),
        "video": ("media::video",),
        "select_from_list_name": (),
        "kobo--matrix_list": (),
        "kobo--score-choices": (),
        "kobo--rank-items": (),
        "kobo--rank-constraint-message": (),
        "$autoname": (),
        "hxl": (),
    },
    "choices": {
        "list_name": ("list", "listname"),
        "name": ("value",),
        "label": ("caption",),
        "image": ("media::image", "media"),
        "audio": ("media::audio",),
        "video": ("media::video",),
        "$autovalue": (),
    },
    "settings": {
        "form_title": ("title",),
        "form_id": ("id_string",),
        "version": (),
        "default_language": (),
        "allow_choice_duplicates": (),
        "instance_name": (),
        "style": (),
        "public_key": (),
        "submission_url": (),
        "auto_send": (),
        "auto_delete": (),
        "sms_keyword": (),
        "name": (),
        "namespaces": (),
    },
}
_OF_SURVEYCTO: Mapping[SheetName, frozenset[str]] = {
    "survey": frozenset({"relevant", "constraint_message", "required_message", "audio"}),
    "choices": frozenset({"name"}),
    "settings": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Header:
    """What a header names.

    Attributes
    ----------
    column : str, optional
        The column as ODK calls it; None for a column that forms do not have.
    language : str
        The language as it is written there; empty where there is none.
    """

    column: str | None
    language: str = ""


def of_surveycto(sheet: SheetName, column: str) -> str:
    """Return what SurveyCTO calls a column.

    Examples
    --------
    >>> of_surveycto("survey", "relevant"), of_surveycto("choices", "name"), of_surveycto("survey", "label")
    ('relevance', 'value', 'label')
    """
    known = _known(sheet).get(_same(column), column)
    return SPELLINGS[sheet][known][0] if known in _OF_SURVEYCTO[sheet] else column


def plain(text: str) -> str:
    r"""Return a cell with every kind of space as one, and none around it.

    Examples
    --------
    >>> plain(" select_one\u00a0 yes_no\t")
    'select_one yes_no'
    """
    return " ".join(text.replace("\ufeff", "").split())


def header_of(cell: str, *, sheet: SheetName) -> Header:
    r"""Return what a header names, however it is spelled.

    Examples
    --------
    >>> header_of("Label::French (fr)", sheet="survey")
    Header(column='label', language='French (fr)')
    >>> header_of("media:audio:Bamanankan", sheet="survey"), header_of("relevance\t", sheet="survey").column
    (Header(column='audio', language='Bamanankan'), 'relevant')
    >>> header_of("priority", sheet="survey")
    Header(column=None, language='')
    """
    known = _known(sheet)
    whole = plain(cell)
    if (column := known.get(_same(whole))) is not None:
        return Header(column)
    start, _, language = whole.rpartition("::") if "::" in whole else whole.rpartition(":")
    column = known.get(_same(start))
    return Header(column, language.strip()) if column in TRANSLATED else Header(None)


@cache
def _known(sheet: SheetName) -> dict[str, str]:
    spelled = SPELLINGS[sheet]
    return {_same(other): column for column, others in spelled.items() for other in (column, *others)}


def _same(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.replace("::", ":")).strip().lower()
