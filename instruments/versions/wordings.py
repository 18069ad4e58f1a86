"""Which wordings changed, language by language."""

from collections.abc import Iterator

from instruments.text import Text


def changed_words(old: Text, new: Text) -> Iterator[tuple[str, str, str]]:
    """Yield the old words, the new words and the language where a wording is another one; a new language is none.

    Examples
    --------
    >>> list(changed_words(Text.of({"fr": "Oui"}), Text.of({"fr": "Si", "en": "Yes"})))
    [('Oui', 'Si', 'fr')]
    """
    for language in sorted(set(old) | set(new)):
        if (language in old or not old) and old.get(language, "") != new.get(language, ""):
            yield old.get(language, ""), new.get(language, ""), language
