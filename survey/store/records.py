"""What goes into the store and comes out of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Likeness = Literal["same", "more", "other"]
"""Whether an interview that comes again says the same as what is held, the same and more, or something else."""

UNNAMED = "answers-"
"""What the identity of an interview begins with that has none but its answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A file of answers as the store knows it.

    Attributes
    ----------
    name, sha256, kind : str
    header : tuple of str
    loader : str
        Who loaded it.
    loaded_at : datetime
        When, in UTC.
    form, form_version : str
        The questionnaire that it was read with.
    plan : str
        The plan of claims as it stood then: the text of its file, ``library:name``, or empty where there was none.
    """

    name: str
    sha256: str
    kind: str
    header: tuple[str, ...]
    loader: str
    loaded_at: datetime
    form: str
    form_version: str
    plan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One version of an interview: its identity, and its cells as they came.

    Attributes
    ----------
    row : int
        As a spreadsheet counts.
    submission_id : str
        The interview: the same in all its versions.
    instance_id : str
        This version of it; empty where nothing tells versions apart, so that there is one.
    deprecated_id : str
        The version that it replaces, where the file says it.
    edits : int
        How often it had been edited on the server, where the file says it.
    form_version : str
        The version of the form on the device, where the file says it.
    sheet : str
        Where it stands, in a workbook with several sheets of interviews; empty in any other file.
    review : {"approved", "rejected", "on_hold", ""}, optional
        What was decided on the server; None where the file does not say it. It may change while the version does not.
    """

    row: int
    submission_id: str
    instance_id: str = ""
    deprecated_id: str = ""
    edits: int = 0
    form_version: str = ""
    sheet: str = ""
    review: str | None = None
    cells: tuple[str, ...]

    @property
    def identity(self) -> str:
        """What no other version of any interview has."""
        if self.instance_id or not self.edits:
            return self.instance_id or self.submission_id
        return f"{self.submission_id}/edit-{self.edits}"

    @property
    def is_unnamed(self) -> bool:
        """Whether it is known by its answers alone."""
        return self.identity.startswith(UNNAMED)

    @property
    def edited(self) -> bool:
        """Whether an earlier version of the interview was replaced by this one."""
        return self.identity != self.submission_id or bool(self.deprecated_id)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held already under an identity: its cells, and the header and the name of the file that brought them.

    The name is empty where that is the file which is being loaded.
    """

    file: str
    header: tuple[str, ...]
    cells: tuple[str, ...]
    row: int
    sheet: str


@dataclass(frozen=True, slots=True)
class Twin:
    """An interview that the store holds under another name, and whether it says the same as a row that came."""

    name: str
    file: str
    like: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the rows that were brought.

    Attributes
    ----------
    stored : int
        New submissions, now in the store.
    known : int
        Submissions that the store holds already, with the same answers.
    edited : int
        Those among the stored that replace an earlier version, as they were edited on the server.
    conflicts : tuple of (RawRow, Held)
        Submissions whose identity the store holds with other answers, and those.
    fuller : tuple of (RawRow, str)
        Submissions that the store holds with the same answers, which bring more than these, and the file of those.
    twins : tuple of (RawRow, str)
        Submissions that the store holds under another name, and that name: with a file they came without one.
    """

    stored: int
    known: int
    edited: int
    conflicts: tuple[tuple[RawRow, Held], ...]
    fuller: tuple[tuple[RawRow, str], ...] = ()
    twins: tuple[tuple[RawRow, str], ...] = ()
