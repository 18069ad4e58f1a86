"""Questions of the kind "other, please specify": a text that is asked after one answer of a list."""

from dataclasses import dataclass

from instruments.expression import Comparison, Selected
from instruments.instrument import Instrument
from instruments.item import CHOSEN, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Specified:
    """A text in the respondent's own words, and the answer that it explains.

    Attributes
    ----------
    text : Item
    parent : Item
    code : str
        The answer of the parent after which the text is asked.
    """

    text: Item
    parent: Item
    code: str


def specified(instrument: Instrument) -> tuple[Specified, ...]:
    """Return the questions whose answers are there to be recoded, in the order of the questionnaire."""
    return tuple(found for item in instrument.items if (found := _of(item, instrument)))


def _of(item: Item, instrument: Instrument) -> Specified | None:
    match item.kind, item.relevant:
        case ("text", Comparison(name=name, operator="=", value=str(code)) | Selected(name=name, code=code)):
            parent = instrument.item(name)
            return Specified(text=item, parent=parent, code=code) if parent.kind in CHOSEN else None
        case _:
            return None
