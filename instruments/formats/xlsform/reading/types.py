"""What the cell ``type`` of a row says: a question, a block that begins or ends, or something of the form alone."""

import re
from dataclasses import dataclass
from typing import Literal

from instruments.formats.xlsform.spelling import plain
from instruments.item import Kind

BlockKind = Literal["group", "repeat", "score", "rank", "kobomatrix"]

_CHOSEN = re.compile(
    r"(?P<kind>select[ _]?one|select1|select[ _]?multiple|select all that apply|add select one prompt using"
    r"|add select multiple prompt using|q select1|q select)(?:[ _]from)?"
    r"(?:\s+(?P<list>(?!or[ _]other$)\S+))?(?P<other>\s+or[ _]other)?",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"(?P<end>begin|end)[ _](?:kobo)?(?P<kind>group|repeat|score|rank|matrix|looped group)", re.IGNORECASE
)
_ROW_OF_BLOCK = {"score__row": "score", "rank__level": "rank"}
_SPELLED: dict[str, Kind] = {
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "text": "text",
    "string": "text",
    "date": "date",
    "time": "time",
    "note": "note",
    "calculate": "calculate",
    "calculate_here": "calculate",
    "start": "start",
    "end": "end",
    "today": "today",
    "deviceid": "deviceid",
}
METADATA = frozenset(
    [
        "username",
        "phonenumber",
        "simserial",
        "subscriberid",
        "email",
        "audit",
        "caseid",
        "text_audit",
        "audio_audit",
        "background_audio",
        "start_geopoint",
        "enumerator",
        "comments",
        "users",
    ]
)
"""What servers record by themselves; a questionnaire has no place for it."""
_METADATA_WITH_SETTINGS = ("speed_violations", "sensor_stat", "audio_audit", "text_audit")
QUESTIONS = frozenset(
    [
        "geopoint",
        "geotrace",
        "geoshape",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "rank",
        "range",
        "acknowledge",
        "trigger",
        "hidden",
        "datetime",
        "xml_external",
        "csv_external",
        "calculate_external",
        "select_one_from_file",
        "select_multiple_from_file",
        "select_one_external",
        "signature",
    ]
)
"""Questions that forms know and a questionnaire has no kind for."""
_IDENTIFYING = re.compile(
    r"phonenumber|simserial|subscriberid|email|start_geopoint|background_audio|audio_audit.*"
    r"|geopoint|geotrace|geoshape|image|audio|video|signature"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """What a row is.

    Attributes
    ----------
    role : {"question", "row_of_block", "begin", "end", "metadata", "kept", "unknown"}
    kind : str
        The kind of the question, or of the block.
    list_name : str
        The list that it offers; empty where it offers none.
    other : bool
        Whether the server adds "other" to the list and asks which.
    """

    role: Literal["question", "row_of_block", "begin", "end", "metadata", "kept", "unknown"]
    kind: str
    list_name: str = ""
    other: bool = False

    @property
    def identifies(self) -> bool:
        """Whether it records who or where somebody is: a number, a position, a voice, a face."""
        name = re.sub(r"[ -]", "_", self.kind.lower())
        return self.role in ("metadata", "kept") and _IDENTIFYING.fullmatch(name) is not None


def row_type(cell: str) -> RowType:
    r"""Return what a cell of the column ``type`` says.

    Examples
    --------
    >>> row_type("select_one\xa0yes_no or_other")
    RowType(role='question', kind='select_one', list_name='yes_no', other=True)
    >>> row_type("Begin Group").role, row_type("end_kobomatrix").kind, row_type("geopoint").role
    ('begin', 'kobomatrix', 'kept')
    """
    written = plain(cell)
    return _frame(written) or _simple(written) or _choosing(written) or RowType(role="unknown", kind=written)


def _frame(written: str) -> RowType | None:
    found = _BLOCK.fullmatch(written)
    if found is None:
        return None
    return RowType(role="begin" if found["end"].lower() == "begin" else "end", kind=_block_kind(found["kind"].lower()))


def _simple(written: str) -> RowType | None:
    """Return what a row is whose type is a name alone."""
    name = re.sub(r"[ -]", "_", written.lower())
    if name in _ROW_OF_BLOCK:
        return RowType(role="row_of_block", kind=_ROW_OF_BLOCK[name])
    if name in _SPELLED:
        return RowType(role="question", kind=_SPELLED[name])
    if name in METADATA or name.startswith(_METADATA_WITH_SETTINGS):
        return RowType(role="metadata", kind=name)
    if name in QUESTIONS or name.startswith(tuple(f"{kind}_" for kind in QUESTIONS)):
        return RowType(role="kept", kind=written)
    return None


def _choosing(written: str) -> RowType | None:
    found = _CHOSEN.fullmatch(written)
    if found is None:
        return None
    said = found["kind"].lower()
    kind = "select_multiple" if "mult" in said or "all" in said or said == "q select" else "select_one"
    return RowType(role="question", kind=kind, list_name=found["list"] or "", other=found["other"] is not None)


def _block_kind(kind: str) -> BlockKind:
    match kind:
        case "repeat" | "looped group":
            return "repeat"
        case "matrix":
            return "kobomatrix"
        case "score":
            return "score"
        case "rank":
            return "rank"
        case _:
            return "group"
