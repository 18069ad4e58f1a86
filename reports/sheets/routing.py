"""Of whom a question is asked, as a reader says it: by questions and answers, not by the code of the form."""

from instruments.item import Item
from instruments.universe import in_words
from reports.edition import Edition
from reports.sheets.crosstab_labels import short_question


def routing(edition: Edition, item: Item) -> str:
    """Return the condition of a question in words; analysts have the code of the form beside it."""
    instrument = edition.results.instrument
    assert item.relevant is not None  # noqa: S101 - asked of everybody otherwise, which callers say themselves

    def named(name: str) -> str:
        asked = short_question(edition, instrument.item(name)) if name in instrument else name
        return edition.say("instruments.universe.quoted", label=asked)

    words = in_words(item.relevant, instrument, language=edition.language, named=named)
    if edition.profile == "analyst":
        return edition.say("reports.questionnaire.with_code", words=words, code=item.relevant)
    return words
