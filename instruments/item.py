"""A question, a field of the design or a note: what is asked, of whom, and how careful one must be with the answer."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from instruments.expression import Expression
from instruments.techniques import Technique
from instruments.text import Text

Kind = Literal[
    "select_one",
    "select_multiple",
    "integer",
    "decimal",
    "text",
    "date",
    "time",
    "note",
    "calculate",
    "list_experiment",
    "start",
    "end",
    "today",
    "deviceid",
]
CHOSEN: frozenset[Kind] = frozenset({"select_one", "select_multiple"})
NUMBERS: frozenset[Kind] = frozenset({"integer", "decimal", "list_experiment"})
DRAWN: frozenset[Kind] = frozenset({"calculate", "list_experiment"})
METADATA: frozenset[Kind] = frozenset({"start", "end", "today", "deviceid"})

Sensitivity = Literal["none", "low", "high"]
Role = Literal[
    "psu",
    "region",
    "milieu",
    "interviewer",
    "interview_language",
    "interview_id",
    "consent",
    "age",
    "eligible_adults",
    "start",
    "end",
    "weight",
    "arm",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm of a randomised item.

    Attributes
    ----------
    code : str
        What is stored when a respondent draws this arm.
    label : Text
        What the arm puts into a wording, or how it is called in a table.
    statements : tuple of Text
        The statements that a list experiment reads out in this arm.
    """

    code: str
    label: Text
    statements: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of the questionnaire.

    Attributes
    ----------
    name : str
        Unique in the instrument.
    kind : str
        As in XLSForm, and ``list_experiment``: a count of statements.
    label, hint : Text
        What is read out; what the interviewer is told.
    scale : str, optional
        The answers that are offered.
    relevant : Expression, optional
        Of whom it is asked; None: of everybody.
    required : bool
    minimum, maximum : float, optional
        Bounds of a number.
    earliest, latest : date, optional
        Bounds of a date.
    unit : Text
    audio : Text
        The file of a recording of the question in a language.
    sensitivity : {"none", "low", "high"}
        What an answer can cost the respondent.
    construct : str, optional
        What it measures.
    battery : str, optional
        The block of items that share one scale and are asked in a row.
    repeat : str, optional
        The block of items that is filled in as often as there is something to say.
    role : str, optional
        What the design or the checks use it for.
    arms : tuple of Arm
        For a ``calculate`` of role ``arm``: what is drawn. For a ``list_experiment``: its lists.
    assigned_by : str, optional
        The item that holds the arm drawn.
    technique : optional
        How a single answer is hidden, and what an analysis must know of it.
    claims : tuple of str
        The claims that it bears on.
    """

    name: str
    kind: Kind
    label: Text = Text()
    hint: Text = Text()
    scale: str | None = None
    relevant: Expression | None = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    earliest: date | None = None
    latest: date | None = None
    unit: Text = Text()
    audio: Text = Text()
    sensitivity: Sensitivity = "none"
    construct: str | None = None
    battery: str | None = None
    repeat: str | None = None
    role: Role | None = None
    arms: tuple[Arm, ...] = ()
    assigned_by: str | None = None
    technique: Technique | None = None
    claims: tuple[str, ...] = ()

    @property
    def holds_answer(self) -> bool:
        """Whether it leaves a value in the record."""
        return self.kind != "note"
