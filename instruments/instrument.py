"""A questionnaire: its items in order, the scales they share and what they measure."""

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property

from instruments.block import Battery, Repeat
from instruments.construct import Construct
from instruments.item import METADATA, Item, Role
from instruments.override import Override
from instruments.scale import Scale
from instruments.text import Text


@dataclass(frozen=True, kw_only=True, repr=False)
class Instrument:
    """One definition from which the form, the codebook, the reading, the checks and the labels come.

    Attributes
    ----------
    name, version : str
    title : Text
    languages : tuple of str
        The first one is the source of the others.
    translated : tuple of str
        Those of them that came back from translators: where such a language has no words, the source is read.
    scales : tuple of Scale
    constructs : tuple of Construct
    batteries : tuple of Battery
    repeats : tuple of Repeat
    items : tuple of Item
    overrides : tuple of Override
        Rules that the authors set aside, with their reasons, for the sheet on method.
    """

    name: str
    version: str
    title: Text
    languages: tuple[str, ...]
    translated: tuple[str, ...] = ()
    items: tuple[Item, ...]
    scales: tuple[Scale, ...] = ()
    constructs: tuple[Construct, ...] = ()
    batteries: tuple[Battery, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    overrides: tuple[Override, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<Instrument: {self.name} {self.version}, {len(self.items)} items,\n"
            f" in {', '.join(self.languages)}, hash {self.hash[:12]}>"
        )

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.name: item for item in self.items}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {scale.name: scale for scale in self.scales}

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def item(self, name: str) -> Item:
        """Return an item by its name.

        Raises
        ------
        KeyError
            If the instrument has no such item.
        """
        return self._items[name]

    def scale_of(self, item: Item | str) -> Scale | None:
        """Return the answers that an item offers, or None where it offers none."""
        name = (self.item(item) if isinstance(item, str) else item).scale
        return self._scales[name] if name is not None else None

    def with_role(self, role: Role) -> Item | None:
        """Return the item that serves a role, or None."""
        return next((item for item in self.items if item.role == role), None)

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items that somebody answers: no notes, no metadata, nothing that the form computes."""
        return tuple(item for item in self.items if item.holds_answer and item.kind not in METADATA | {"calculate"})

    @property
    def attitudes(self) -> tuple[Item, ...]:
        """The items that measure opinions."""
        opinions = {construct.name for construct in self.constructs if construct.attitude}
        return tuple(item for item in self.items if item.construct in opinions)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the whole content: another wording is another questionnaire."""
        content = tuple(getattr(self, field.name) for field in fields(self))
        return hashlib.sha256(repr(content).encode()).hexdigest()
