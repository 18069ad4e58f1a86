"""What goes into the store and comes out of it."""

from dataclasses import dataclass
from datetime import datetime


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
    """One submission: its identity, a hash of its answers, and its cells as they came."""

    row: int
    submission_id: str
    answers_hash: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the rows that were brought.

    Attributes
    ----------
    stored : int
        New submissions, now in the store.
    known : int
        Submissions that the store holds already, with the same answers.
    conflicts : tuple of (RawRow, str)
        Submissions whose identity the store holds with other answers, and the file that brought those.
    """

    stored: int
    known: int
    conflicts: tuple[tuple[RawRow, str], ...]
