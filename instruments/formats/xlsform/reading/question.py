"""A row of a form that becomes a question, before its conditions are read."""

from dataclasses import dataclass

from instruments.formats.xlsform.reading.structure import Block
from instruments.formats.xlsform.reading.tables import Row
from instruments.item import Kind
from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What becomes an item.

    Attributes
    ----------
    name : str
    kind : str
    row : Row
    blocks : tuple of Block
        The blocks it stands in, whose conditions hold for it too.
    list_name : str
        The answers that it offers; empty where it offers none.
    battery, repeat : str, optional
    label : Text
        Words that stand for those of its row, where it has others than its row.
    condition : str
        What the server itself would ask before: as a form writes it.
    arms : tuple of (code, Text)
        What is drawn.
    """

    name: str
    kind: Kind
    row: Row
    blocks: tuple[Block, ...] = ()
    list_name: str = ""
    battery: str | None = None
    repeat: str | None = None
    label: Text = Text()
    condition: str = ""
    arms: tuple[tuple[str, Text], ...] = ()
