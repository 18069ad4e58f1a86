"""The root command: help in the language that is asked for, wherever on the line."""

import pytest

from instruments.console import DONE, run
from instruments.language import speak
from reports.cli import survey_command


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


@pytest.mark.parametrize("words", [["--language", "fr"], ["--language=fr"]])
@pytest.mark.parametrize("verb", [[], ["run"], ["demo"]])
def test_help_stands_in_the_language_that_is_asked_for_after_it(verb, words, capsys):
    assert run(survey_command, [*verb, "--help", *words]) == DONE
    printed = capsys.readouterr().out
    assert "Utilisation" in printed
    assert "Usage" not in printed
