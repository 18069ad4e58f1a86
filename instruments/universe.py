"""Of whom a question is asked, in words: its routing as people read it, not as a form computes it."""

from collections.abc import Callable

from instruments.expression import Answered, Comparison, Expression, Joined, Membership, Not, Selected
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import LANGUAGES, Language
from instruments.numeral import numeral
from instruments.text import Text
from instruments.words import listed, say

_SIGNS = {"=": "is", "!=": "is_not", "<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}


def universe(item: Item, instrument: Instrument) -> Text:
    """Return of whom an item is asked, in each language of the toolkit.

    Examples
    --------
    >>> from instruments import library
    >>> household = library.load("household")
    >>> print(universe(household.item("resentment_reasons"), household)["en"])
    aware is “Yes” and resentment is at least “Moderate”
    """
    if item.relevant is None:
        return Text.of({language: say("instruments.universe.everybody", language) for language in LANGUAGES})
    return Text.of({language: in_words(item.relevant, instrument, language=language) for language in LANGUAGES})


def in_words(
    condition: Expression, instrument: Instrument, *, language: Language, named: Callable[[str], str] = str
) -> str:
    """Return a condition in words.

    Parameters
    ----------
    condition : Expression
    instrument : Instrument
        Where the answers have their labels.
    language : {"en", "fr"}
    named : callable, optional
        What an item is called; default: its name.
    """

    def words(part: Expression) -> str:
        match part:
            case Joined(join=join, parts=parts):
                return f" {say(f'instruments.universe.{join}', language)} ".join(
                    f"({words(one)})" if isinstance(one, Joined) else words(one) for one in parts
                )
            case Not(part=inner):
                return say("instruments.universe.not", language, condition=words(inner))
            case Answered(name=name):
                return say("instruments.universe.answered", language, item=named(name))
            case Selected(name=name, code=code):
                return said("holds", name, (code,))
            case Membership(name=name, values=values):
                return said("is", name, values)
            case Comparison(name=name, operator=operator, value=value):
                return said(_SIGNS[operator], name, (value,))

    def said(how: str, name: str, values: tuple[str | float, ...]) -> str:
        answers = listed([_answer(name, value, instrument, language) for value in values], language)
        return say(f"instruments.universe.{how}", language, item=named(name), answer=answers)

    return words(condition)


def _answer(name: str, value: str | float, instrument: Instrument, language: Language) -> str:
    """Return the label of an answer, found by its code or by its place on the scale; else the value itself."""
    item = instrument.item(name) if name in instrument else None
    scale = instrument.scale_of(item) if item else None
    offered = [(choice.code, choice.value, choice.label) for choice in scale.choices] if scale else []
    drawn = [(arm.code, None, arm.label) for arm in item.arms] if item else []
    for code, place, label in [*offered, *drawn]:
        if value in (code, place):
            return say("instruments.universe.quoted", language, label=label.wording(language))
    return numeral(value).text(language) if isinstance(value, float) else str(value)
