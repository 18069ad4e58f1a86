"""A message in every language of the toolkit at once, for files that hold both."""

from instruments.language import LANGUAGES
from instruments.text import Text
from instruments.words import say


def said(code: str, /, **values: Text | str) -> Text:
    """Return a message in each language; a value that is a text itself is taken in the same language.

    Examples
    --------
    >>> said("instruments.kinds.refused")["fr"]
    'refus'
    """
    return Text.of(
        {
            language: say(
                code,
                language,
                **{name: word.wording(language) if isinstance(word, Text) else word for name, word in values.items()},
            )
            for language in LANGUAGES
        }
    )
