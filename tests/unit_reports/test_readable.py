"""What a funder reads is in words: who was asked, why numbers differ, what an interval or a shade is worth."""

import re
from dataclasses import replace

import pytest

from reports.edition import edition_of
from reports.report import book
from reports.sheets.routing import routing
from reports.table import Number


@pytest.fixture(scope="module", params=["en", "fr"])
def sheets(request, results):
    return {sheet.key: sheet for sheet in book(results, language=request.param).sheets}


def _words(sheet):
    cells = [cell.text("en") for row in sheet.table.rows for cell in row] if sheet.table else []
    return [line.words for line in sheet.lines] + cells


def test_no_code_of_the_form_stands_where_a_funder_reads(sheets):
    code = re.compile(r"\$\{|\b\w+ (=|!=|>=|<=) '?\w")
    read = [
        words for key, sheet in sheets.items() if key.startswith(("table.", "questionnaire")) for words in _words(sheet)
    ]
    assert [words for words in read if code.search(words)] == []


def test_what_is_put_together_keeps_the_spaces_of_french(results):
    broken = re.compile(r"[ \u00a0][;!?»%]|«[ \u00a0]|[ \u202f]:")
    told = book(results, language="fr").text().splitlines()
    assert [line for line in told if broken.search(line)] == []


def test_who_is_asked_is_told_by_questions_and_answers(results):
    item = results.instrument.item("resentment_reasons")
    funder, analyst = (
        routing(edition_of(results, language="en", profile=profile), item) for profile in ("funder", "analyst")
    )
    assert funder.startswith("“Have you heard of the Russian private military company Wagner?” is “Yes” and “")
    assert funder.endswith("is at least “Moderate”")
    assert analyst == f"{funder} [aware = 'yes' and resentment >= 3]"


def test_the_sample_says_why_its_interviews_are_not_those_of_the_cover(results, sheets):
    ledger, analysed = results.ledger[0].interviewed, len(results.responses)
    assert ledger != analysed
    told = [line.words for line in sheets["sample"].lines if re.sub(r"\D", "", line.words).startswith(str(ledger))]
    assert len(told) == 1
    assert str(analysed) in re.sub(r"\D", "", told[0])


def test_where_the_ledger_agrees_nothing_is_said(results):
    noted = replace(results.ledger[0], interviewed=len(results.responses))
    sheet = next(
        s
        for s in book(replace(results, ledger=(noted, *results.ledger[1:])), language="en").sheets
        if s.key == "sample"
    )
    assert not any("analysed" in line.words for line in sheet.lines)


def test_a_region_with_a_wide_interval_is_marked_on_the_map_and_in_its_table(sheets):
    sheet = sheets["map"]
    wide = {
        row[0].text("en").removesuffix(" [u]")
        for row in sheet.table.rows
        if isinstance(row[2], Number) and row[3].value - row[2].value > 0.4
    }
    assert 0 < len(wide) < len(sheet.table.rows)
    assert {tile.name for tile in sheet.chart.tiles if tile.unsure} == wide
    assert all(tile.words.endswith("*") == tile.unsure for tile in sheet.chart.tiles)
    assert {row[0].text("en").removesuffix(" [u]") for row in sheet.table.rows if "*" in row[6].text("en")} == wide
    assert any(line.words.startswith("* ") for line in sheet.lines)


def test_an_interval_beyond_what_is_possible_is_cut_and_said(sheets):
    [line] = [
        line.words
        for line in sheets["claim.C01"].after
        if re.search("list experiment|épreuve par liste|liste", line.words)
    ][:1]
    assert re.search(
        r"100[.,]0\s?%; the interval of this method reaches beyond|100,0\s?%\s; l'intervalle de cette méthode", line
    )


def test_groups_beside_a_claim_can_be_told_apart(results):
    for verdict in results.verdicts:
        names = [domain.label.wording("en") for domain in verdict.domains]
        assert len(names) == len(set(names)), verdict.claim
    [patrols] = [verdict for verdict in results.verdicts if verdict.claim == "C25"]
    army, alone = (domain.estimate for domain in patrols.domains)
    assert army - alone == pytest.approx(patrols.parts[0].estimate)


def test_a_claim_begins_with_what_was_found_and_ends_with_how(sheets):
    sheet = sheets["claim.C05"]
    assert len(sheet.lines) == 2  # the verdict and the finding, beside the chart
    assert sheet.after[0].role == "heading"
    assert sheet.after[-1].link == "verdicts"


def test_no_sentence_ends_twice(sheets):
    lines = [line.words for sheet in sheets.values() for line in (*sheet.lines, *sheet.after)]
    assert [words for words in lines if re.search(r"\.\.|\?\.|;\.|: ?\.", words)] == []
