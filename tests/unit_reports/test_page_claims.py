"""Claims on the page: a card says what it had to pass; those without a test are a line each; words are explained."""

import re
from dataclasses import replace
from html import unescape

import pytest

from analysis.claims.sentence import decision_in_words
from reports.edition import edition_of
from reports.page import page
from reports.page.decisions import UNTESTED, decision_of, is_exploratory
from reports.page.method import method
from reports.report import book
from reports.sheets.forest import lead_of
from reports.sheets.passed import line_of, to_pass
from reports.sheets.told import is_hidden, reason
from reports.table import Column, Table, Words

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def edition(results):
    return edition_of(results, language="en")


@pytest.fixture(scope="module")
def written(results):
    return unescape(page(book(results, language="en")))


def _card(written, claim):
    return re.search(rf'<article id="claim\.{claim}">.*?</article>', written, flags=re.DOTALL).group()


def test_a_card_says_what_its_estimate_had_to_pass(written, edition):
    for verdict in edition.results.verdicts:
        if verdict.estimate is not None and not is_hidden(edition, verdict):
            name, words = to_pass(edition, verdict)
            assert f"<dt>{name}</dt><dd>{words}</dd>" in _card(written, verdict.claim)
    assert "<dt>Had to pass</dt><dd>50.0%, upwards</dd>" in _card(written, "C01")
    assert "<dt>Had to pass</dt><dd>−10.0 points, downwards</dd>" in _card(written, "C04a")
    assert "<dt>Had to stay</dt><dd>within −5.0 to 5.0 points</dd>" in _card(written, "C18")


def test_the_line_to_pass_is_the_one_from_which_the_chart_of_all_claims_counts(edition):
    for verdict in edition.results.verdicts:
        if lead := lead_of(verdict):
            assert lead[0] == pytest.approx(abs(verdict.estimate - line_of(verdict)) * (1 if lead[0] > 0 else -1))
    rule = {"rule": "non_inferiority", "margin": 0.1, "reference": 0.0}
    claim = next(verdict for verdict in edition.results.verdicts if verdict.unit == "points")
    assert line_of(replace(claim, direction="above", **rule)) == pytest.approx(-0.1)
    assert line_of(replace(claim, direction="below", **rule)) == pytest.approx(0.1)
    assert to_pass(edition, replace(claim, rule=None)) is None


def test_claims_without_a_test_are_a_line_each_under_their_reason(written, edition):
    listed = re.search(r'<section id="untested">.*?</section>', written, flags=re.DOTALL).group()
    left_out = [verdict for verdict in edition.results.verdicts if verdict.verdict in UNTESTED]
    assert left_out
    for verdict in left_out:
        assert f'<article id="claim.{verdict.claim}">' not in written
        assert re.search(rf'<li id="claim\.{verdict.claim}">.*{re.escape(edition.wording(verdict.statement))}', listed)
        assert listed.count(reason(edition, verdict)) == 1
    cards = written.count("<article ")
    assert cards + len(left_out) == len(edition.results.verdicts)


def test_pairs_of_grades_do_not_break(written):
    grades = re.search(r'<p class="note">(Precision.*?)</p>', _card(written, "C01")).group(1).split(" · ")
    assert len(grades) == 5
    assert grades[0].startswith(f"Precision:{NBSP}")
    assert not any(" " in pair for pair in grades)


def test_verdicts_and_marks_are_explained_where_they_are_shown_and_only_there(written):
    words = re.findall(
        r"<dt>([^<]*)</dt>", re.search(r'<div class="legend">.*?</dl>', written, flags=re.DOTALL).group()
    )
    shown = {unescape(badge) for badge in re.findall(r'<span class="badge[^>]*>([^<]*)<', written)}
    assert set(words) == shown
    explained = re.findall(r"<dt>(\[.\])</dt>", written)
    before = written.partition('<section id="notes">')[0]
    assert explained == [mark for mark in ("[c]", "[x]", "[z]", "[u]") if mark in before]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_speaks_of_no_sheet_or_column_that_it_lacks(results, language):
    words = unescape(page(book(results, language=language)))
    for gone in (
        "its sheet",
        "sheet of the claim",
        "Low and High",
        "sa feuille",
        "feuille de l'affirmation",
        "Bas et Haut",
    ):
        assert gone not in words
    assert not re.search(r"[Ll]ett(ers|res) (in the|des) tab(les|leaux)(?! (of the workbook|du classeur))", words)


def test_the_words_of_a_verdict_are_known_also_where_it_only_suggests():
    said = Words("Étayé, à titre exploratoire")
    assert decision_of(said, language="fr") == "supported"
    assert is_exploratory(said, language="fr")
    words = decision_in_words("never_asked", "en")
    assert decision_of(Words(words[:1].upper() + words[1:]), language="en") == "never_asked"
    assert decision_of(Words("Something else"), language="en") is None


def test_a_part_of_the_method_that_is_called_like_its_item_is_named_once():
    rows = (
        (Words("3. Questionnaire"), Words("Questionnaire"), Words("Of adults.")),
        (Words("7. Dates"), Words("Dates of fieldwork"), Words("May.")),
    )
    told = method(
        Table(name="method", columns=tuple(map(Column, ("Item", "Part", "Statement"))), rows=rows), language="en"
    )
    assert "<dd>Of adults.</dd>" in told
    assert "<dd><strong>Dates of fieldwork.</strong> May.</dd>" in told
