"""No word of one language stays in the other: not of the messages, not of their small words; numbers and signs too."""

import re
import tomllib
from pathlib import Path

import pytest

from reports.page import page
from reports.report import book

ROOT = Path(__file__).parents[2]
NARROW, MINUS = "\N{NARROW NO-BREAK SPACE}", "\N{MINUS SIGN}"
BILINGUAL = {"questionnaire"}  # the sheet of the wording, in both languages on purpose
SMALL_WORDS = {
    "en": r"\b(?:the|and|of|with|which|from|their|is|are|by|than|was|were)\b",
    "fr": r"\b(?:les|des|du|une|est|sont|dans|avec|pour|sur|qui|aux|leur)\b",
}
SHORTEST = 12  # letters of a piece of a message that is looked for: shorter ones can be words of both languages


@pytest.fixture(scope="module", params=["en", "fr"])
def told(request, results):
    made = book(results, language=request.param)
    sheets = [sheet.text(request.param) for sheet in made.sheets if sheet.key not in BILINGUAL]
    return request.param, "\n".join([*sheets, made.footer])


def _pieces(language):
    """Return the words of every message in one language, cut where values come in."""
    other = "fr" if language == "en" else "en"
    for package in ("analysis", "reports", "survey"):
        for room in sorted((ROOT / package / "messages").glob("*.toml")):
            for words in tomllib.loads(room.read_text(encoding="utf-8")).values():
                for written in re.split(r"\{\w+\}", words[language]):
                    piece = written.strip(" .,:;()“”«»\u202f")
                    if len(piece) >= SHORTEST and piece not in words[other]:
                        yield piece


def test_no_message_of_the_other_language_is_in_the_report(told):
    language, text = told
    other = "fr" if language == "en" else "en"
    assert not {piece for piece in _pieces(other) if piece in text}


def test_no_small_word_of_the_other_language_is_in_the_report(told):
    language, text = told
    other = "fr" if language == "en" else "en"
    lines = [line for line in text.splitlines() if not re.search(r"[0-9a-f]{64}|\.csv|\.toml", line)]
    found = [line for line in lines if re.search(SMALL_WORDS[other], _without_names(line))]
    assert not found, found[:5]


def _without_names(line):
    """Return a line without names in quotation marks of either language, and without conditions in code."""
    return re.sub(r"“[^”]*”|«[^»]*»|Source\s?:.*", "", line)


def test_french_spaces_its_signs_and_english_does_not(told):
    language, text = told
    text = re.sub(r"\w+ [!=<>]+ '?\w+'?|\d\d:\d\d|https?:\S+", "", text)  # conditions in code, hours, addresses
    if language == "fr":
        assert not re.findall(r"[^\W\d]{2,}[;!?](?=\s|$)|\d%|« (?=\w)", text)
    else:
        assert NARROW not in text
        assert not re.findall(r"\w [;!?%](?=\s|$)", text)


def test_negative_numbers_have_a_true_minus_and_thousands_stand_apart(told):
    language, text = told
    sentences = "\n".join(line for line in text.splitlines() if " | " not in line and "->" not in line)
    figures = re.sub(r"\d{4}-\d{2}-\d{2}|\([−-]\d to \d\)|\([−-]\d à \d\)", "", sentences)
    assert not re.findall(r"(?<=[\s(])-\d", figures)
    assert MINUS in text
    assert ("1,9" if language == "en" else f"1{NARROW}9") in text


def test_the_page_has_no_message_of_the_other_language(results):
    for language, other in (("en", "fr"), ("fr", "en")):
        written = page(book(results, language=language))
        assert not {piece for piece in _pieces(other) if piece in written}
