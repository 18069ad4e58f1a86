"""The words that the toolkit itself puts into forms: given where a form has none, taken out again where it has ours."""

import re
from functools import cache

from instruments.language import LANGUAGES, own
from instruments.words import catalogue, say

_ADDED_TO_HINTS = ("guarded", "typed", "read_out", "unread")
_VALUE = re.compile(r"\\\{\w+\\\}")


def in_languages(name: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Return words of the toolkit in the languages of a form, as far as it speaks them."""
    spoken = [language for language in languages if language in LANGUAGES] or languages[:1]
    return {language: say(f"instruments.form_reading.{name}", own(language)) for language in spoken}


def without_ours(hint: str) -> str:
    """Return a hint without what the toolkit adds to hints when it writes a form.

    Examples
    --------
    >>> without_ours("Slowly. Never read out: Refused.")
    'Slowly.'
    """
    for pattern in _patterns():
        hint = pattern.sub("", hint)
    return hint.strip()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    texts = [catalogue("instruments", "xlsform")[name][language] for name in _ADDED_TO_HINTS for language in LANGUAGES]
    return tuple(re.compile(rf"(?:^|\s){_VALUE.sub('[^.]+', re.escape(text))}$") for text in texts)
