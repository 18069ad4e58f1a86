"""What the command line says of itself and of wrong use is in the language asked for, not in that of its parser."""

import errno

import click
import pytest

from instruments.console import DONE, PROBLEMS, WRONG_USE, Group, argument, command, language_option, option, run
from instruments.language import speak


@command("analysis.cli.compare")
@argument("study", type=click.Path())
@option("--count", code="analysis.power.seed", type=int, default=1)
@option("--more", code="analysis.power.studies", type=click.IntRange(min=3), default=3)
@option("-o", "--output", code="analysis.power.output", default="both", show_default=True)
@option("--folder", code="analysis.power.output", type=click.Path(file_okay=False))
@language_option
def compare(study, count, more, output, folder):
    """Do nothing."""
    return DONE


@pytest.fixture
def said(capsys):
    group = Group(name="survey", help="analysis.cli.compare", commands={"compare": compare})

    def answered(*words, language="fr"):
        speak(language)
        code = run(group, ["compare", *words])
        speak(None)
        told = capsys.readouterr()
        return code, told.out + told.err

    yield answered
    speak(None)


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        (["x", "y", "z"], "Ceci est de trop sur la ligne\u00a0: y z.", "This is too much on the line: y z."),
        (["x", "--count", "abc"], "--count accepte un nombre entier.", "--count takes a whole number."),
        (
            ["x", "--more", "1"],
            "--more accepte un nombre entier, 3 ou plus.",
            "--more takes a whole number, 3 or more.",
        ),
        (["x", "-o"], "-o demande une valeur à sa suite.", "-o needs a value behind it."),
        (["x", "--nope"], "L'option --nope n'existe pas.", "There is no option --nope."),
        ([], "STUDY manque.", "STUDY is missing."),
        (["x", "--folder", __file__], "--folder désigne un dossier là où", "--folder names a folder where"),
    ],
)
def test_wrong_use_is_said_in_the_language_asked_for(said, words, french, english):
    for language, expected in (("fr", french), ("en", english)):
        code, told = said(*words, language=language)
        assert code == WRONG_USE
        assert told.startswith(expected)


@command("analysis.cli.compare")
@argument("study", type=int)
def refused(study):
    """Be refused by the system for a reason with that number."""
    raise OSError(study, "words of the system", "log.xlsx")


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (errno.ENOENT, "Ce fichier ou ce dossier n'existe pas.", "There is no such file or folder."),
        (errno.EACCES, "Vous n'avez pas le droit", "This may not be read or written by you"),
        (errno.EISDIR, "C'est un dossier", "This is a folder"),
        (errno.ENOSPC, "Il n'y a plus de place", "There is no space left"),
        (errno.EIO, "le système a refusé (words of the system)", "the system refused (words of the system)"),
    ],
)
def test_why_the_system_refuses_is_said_in_our_words_where_it_is_usual(capsys, number, french, english):
    group = Group(name="survey", help="analysis.cli.compare", commands={"refused": refused})
    for language, expected in (("fr", french), ("en", english)):
        speak(language)
        assert run(group, ["refused", str(number)]) == PROBLEMS
        said = capsys.readouterr().err
        assert said.startswith("log.xlsx")
        assert expected in said
        assert number == errno.EIO or "words of the system" not in said
    speak(None)


def test_the_help_names_defaults_and_kinds_of_values_in_the_language_asked_for(said):
    _, french = said("--help")
    assert "[par défaut : both]" in french.replace("\u00a0", " ")
    assert "--count NOMBRE" in french
    assert "--folder DOSSIER" in french
    assert "default" not in french.replace("par défaut", "")
    _, english = said("--help", language="en")
    assert "[default: both]" in english
    assert "--folder FOLDER" in english
