"""The paper form holds every question with its answers; non-answers stand apart and are on no card."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from instruments import library
from instruments.console import DONE, run
from instruments.documents.cli import paper
from instruments.language import LANGUAGES, speak
from instruments.paper.page import page
from instruments.paper.sheet import Sheet
from instruments.text import Text

HOUSEHOLD = library.load("household")


class _Page(HTMLParser):
    """The words of a page, those of its cards apart, and its elements."""

    def __init__(self, text):
        super().__init__()
        self.words, self.cards, self.tags = "", "", []
        self._in_card = self._in_style = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in_style = tag == "style"
        if tag == "section":
            self._in_card = dict(attrs).get("class") == "card"

    def handle_data(self, data):
        if self._in_style:
            return
        if self._in_card:
            self.cards += data
        else:
            self.words += data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", library.names())
def test_every_question_is_on_paper(name, language):
    instrument = library.load(name)
    sheet, read = Sheet(instrument=instrument, language=language), _Page(page(instrument, language=language))
    for item in instrument.asked:
        assert "".join(sheet.words(item.label).split("\n")) in read.words
        assert sheet.numbers[item.name] in read.words
    assert "${" not in read.words


def test_the_page_needs_nothing_from_elsewhere():
    tags = _Page(page(HOUSEHOLD, language="fr")).tags
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _ in tags}
    assert not [attributes for _, attributes in tags if {"src", "href", "style"} & set(attributes)]
    assert ("html", {"lang": "fr"}) in tags


def test_cards_hold_the_answers_of_ordered_scales_and_no_non_answers():
    sheet, read = Sheet(instrument=HOUSEHOLD, language="en"), _Page(page(HOUSEHOLD, language="en"))
    kinds = [attributes.get("class") for tag, attributes in read.tags if tag == "section"]
    assert kinds.count("card") == len(sheet.cards)
    assert "Neither favourable nor unfavourable" in read.cards
    told = "“Don't know” and “Refused” are never shown."
    assert "Don't know" not in read.cards.replace(told, "")


def test_no_card_is_shown_for_what_the_interviewer_notes_alone():
    assert "ease_3" not in Sheet(instrument=HOUSEHOLD, language="en").cards


def test_conditions_name_questions_by_their_numbers():
    number = Sheet(instrument=HOUSEHOLD, language="fr").numbers["aware"]
    words = _Page(page(HOUSEHOLD, language="fr")).words
    assert f"Seulement si {number} est «\u202fOui\u202f»" in words


def test_each_arm_of_a_list_is_on_paper_with_its_own_statements():
    words = _Page(page(HOUSEHOLD, language="en")).words
    lists = HOUSEHOLD.item("list_count").arms
    assert all(words.count(statement["en"]) == 2 for statement in lists[0].statements)
    assert words.count(lists[1].statements[-1]["en"]) == 1


def test_words_are_never_markup():
    items = (replace(HOUSEHOLD.item("sex"), label=Text.of({"fr": "<script>alert(1)</script>"}), relevant=None),)
    text = page(replace(HOUSEHOLD, items=items), language="fr")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text


def test_the_command_speaks_the_language_of_the_form(tmp_path, capsys):
    target = tmp_path / "form.html"
    try:
        assert run(paper, ["officials", "-o", str(target), "--language", "fr"]) == DONE
    finally:
        speak(None)
    assert "Ne jamais lire" in target.read_text(encoding="utf-8")
    assert str(target) in capsys.readouterr().out


def test_a_list_that_is_too_long_for_its_question_is_printed_after_the_questions():
    instrument = library.load("key_informant")
    words = _Page(page(instrument, language="en")).words
    head, _, printed = words.partition("List “cercle”")
    assert "(code from the list “cercle”, after the questions)" in head
    assert all(
        f"{choice.code} {choice.label['en']}" in printed for choice in instrument.scale_of("season_cercle").choices
    )
    assert printed.index("Ségou") < printed.index("niono Niono") < printed.index("mopti Mopti")
