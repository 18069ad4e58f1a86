"""A line of the correction workbook, and what it asks for."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from instruments.errors import Place

Asked = Literal["change", "blank", "remove", "none"]
ASKED: tuple[Asked, ...] = ("change", "blank", "remove", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as people filled it in; every text as it stands in the workbook.

    Attributes
    ----------
    place : Place
        The file, the sheet and the row.
    submission_id, item, old, new, action, why, made_by, decided_on : str
    given : str or None
        What the respondent said in the person's own words, on the sheet of answers to recode; None on the other.
    """

    place: Place
    submission_id: str
    item: str
    old: str
    new: str
    action: str
    why: str
    made_by: str
    decided_on: str
    given: str | None = None

    @property
    def untouched(self) -> bool:
        """Whether nobody filled it in."""
        return not (self.action or self.new or self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change that a line asks for; a line that recodes asks for two.

    Attributes
    ----------
    line : Line
    action : {"change", "blank", "confirm", "status"}
    item : str
        Empty for a whole interview.
    old, new : str
        Written as the form stores them.
    """

    line: Line
    action: Literal["change", "blank", "confirm", "status"]
    item: str
    old: str
    new: str

    @property
    def fingerprint(self) -> str:
        """The same for the same change of the same person on the same day for the same reason."""
        line = self.line
        said = (line.submission_id, self.item, self.action, self.old, self.new, line.why, line.made_by, line.decided_on)
        return hashlib.sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()
