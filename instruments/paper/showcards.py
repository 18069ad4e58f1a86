"""The cards that the respondent looks at: the answers of a scale in large type, never those that are not read out."""

from xml.etree.ElementTree import Element

from instruments.paper.answers import spoken
from instruments.paper.markup import tag
from instruments.paper.sheet import Sheet


def showcards(sheet: Sheet) -> list[Element]:
    """Return a card for each ordered scale, in the order of the questions."""
    scales = {scale.name: scale for scale in sheet.instrument.scales}
    cards = []
    for name, letter in sheet.cards.items():
        choices = (tag("li", choice.label.wording(sheet.language)) for choice in spoken(scales[name]))
        numbers = [sheet.numbers[item.name] for item in sheet.instrument.asked if item.scale == name]
        foot = tag("p", sheet.say("card_for", questions=", ".join(numbers)))
        cards.append(
            tag("section", tag("h2", sheet.say("card", letter=letter)), tag("ol", *choices), foot, kind="card")
        )
    return cards
