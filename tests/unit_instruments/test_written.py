"""Faults of written files are in the language asked for, whatever language the parsers speak."""

from typing import Literal

import pytest

from instruments.errors import SurveyError
from instruments.language import speak
from instruments.written import Section, parsed, validated


class Rules(Section):
    """Something with options."""

    rule: Literal["superiority", "equivalence", "non_inferiority"]


@pytest.fixture(autouse=True)
def _silence():
    yield
    speak(None)


def refused(call, language):
    speak(language)
    with pytest.raises(SurveyError) as caught:
        call()
    return caught.value.text(language)


@pytest.mark.parametrize(("language", "word"), [("fr", "ou"), ("en", "or")])
def test_options_are_listed_with_the_word_of_the_language(language, word):
    said = refused(lambda: validated(Rules, {"rule": "best"}, file="plan.toml"), language)
    assert f"'superiority', 'equivalence' {word} 'non_inferiority'" in said


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        (
            "a = 1\nb = [1,, 2]\n",
            "Ligne 2, colonne 8\u00a0: ce n'est pas du TOML",
            "Line 2, column 8: this is not valid",
        ),
        ('a = "x', "Ce n'est pas du TOML valide jusqu'à la fin du fichier", "This is not valid TOML up to the end"),
    ],
)
def test_the_line_of_a_broken_file_is_named_and_the_parser_quoted(text, french, english):
    for language, words in (("fr", french), ("en", english)):
        said = refused(lambda: parsed(text.encode(), file="plan.toml"), language)
        assert said.startswith(f"plan.toml: {words}")
        assert "(at line" not in said
        assert "end of document" not in said
        assert {"fr": "«\u202f", "en": "“"}[language] in said


@pytest.mark.parametrize("text", ["a = 1\nb = [1, 2\nc = 3\n", "a = 1\nb = [1, 2,\nc = 3\n"])
def test_a_list_that_is_left_open_is_looked_for_above_too(text):
    said = refused(lambda: parsed(text.encode(), file="plan.toml"), "en")
    assert said.startswith("plan.toml: On line 3 or above: a list")
    said = refused(lambda: parsed(text.encode(), file="plan.toml"), "fr")
    assert said.startswith("plan.toml: À la ligne 3 ou au-dessus\u00a0: une liste")
