"""Each number of a verdict stands beside what it is of, and the sheet of a claim shows first what decides it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from analysis.claims.figures import written
from reports.edition import edition_of
from reports.excel.styles import stored
from reports.excel.writer import packed
from reports.page import page
from reports.palette import sides
from reports.report import book
from reports.sheets.claim import claim
from reports.sheets.cover import cover
from reports.sheets.crosstab_labels import short_question
from reports.sheets.scales import main_scales, scale_sheet
from reports.sheets.told import estimated, told
from reports.sheets.two_ways import two_ways_sheet
from reports.sheets.verdicts import verdicts
from reports.table import Mark, Number


@pytest.fixture(scope="module", params=["en", "fr"])
def edition(request, results):
    return edition_of(results, language=request.param)


def _verdict(edition, claim):
    return next(verdict for verdict in edition.results.verdicts if verdict.claim == claim)


def test_a_row_of_the_verdicts_names_what_its_number_is_of(edition):
    table = verdicts(edition).table
    place = table.column(edition.say("reports.verdicts.column_estimand"))
    told = {row[0].words: row[place] for row in table.rows}
    french = edition.language == "fr"
    assert told["C01"].words.startswith(
        "Part des adultes des autres villes" if french else "Share of adults in other towns"
    )
    assert told["C01"].words.endswith(edition.wording(_verdict(edition, "C01").label))
    assert (" moins " if french else " minus ") in told["C04a"].words
    assert told["C23"] == Mark("z")  # nobody is asked: nothing is estimated


def test_a_lead_of_one_answer_before_another_names_both(edition):
    verdict = _verdict(edition, "C06")
    for answer in (verdict.answer, verdict.label):
        assert edition.wording(answer) in estimated(edition, verdict)


def test_a_card_of_the_page_names_what_its_number_is_of(edition):
    made = page(book(edition.results, language=edition.language))
    assert f"<dd>{estimated(edition, _verdict(edition, 'C04a'))}</dd>" in made


def test_the_sheet_of_a_claim_begins_with_what_decides_it_and_its_groups_are_measured_alike(edition):
    for verdict in edition.results.verdicts:
        sheet = claim(edition, verdict)
        if verdict.estimate is None or sheet.table is None or not isinstance(first := sheet.table.rows[0][1], Number):
            continue
        assert first.value == verdict.estimate
        if sheet.chart is not None:  # of several groups it is not called after one
            several = len(sheet.table.rows) > 1 and not edition.wording(verdict.answer)
            assert estimated(edition, verdict, labelled=not several) in sheet.chart.title.replace("\n", " ")
    labels = [domain.label.wording("en") for domain in _verdict(edition, "C03").domains]
    assert labels[0] == "Not at all"
    assert labels[-1] == "A lot"  # of trust in state media: what decides, not who follows them


def test_a_group_that_is_what_decides_stands_there_once(edition):
    verdict = _verdict(edition, "C01")
    rows = claim(edition, verdict).table.rows
    label = edition.wording(verdict.label)
    assert rows[0][0].words == edition.say("reports.claim.decides_for", label=label)
    assert label not in [row[0].words for row in rows]
    assert len(rows) == len(verdict.domains)


def test_points_among_shares_are_counted_in_hundredths_as_they_are(results):
    edition = edition_of(results, language="en")
    sheet = two_ways_sheet(edition, results.two_ways[0], place=1)
    openly, listed, gap = (row[1] for row in sheet.table.rows[:3])
    assert gap.text("en").endswith("\N{NO-BREAK SPACE}pts")
    assert stored(listed) - stored(openly) == pytest.approx(stored(gap))


def test_no_zero_has_a_sign(results):
    opened = load_workbook(BytesIO(packed(book(results, language="en"))))
    for sheet in opened:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, float) and cell.value < 0:
                    digits = 1 + 2 * ("%" in cell.number_format and '"%"' not in cell.number_format)
                    digits = 2 if cell.number_format.startswith(("0.00", "+0.00")) else digits
                    assert round(cell.value, digits) != 0, (sheet.title, cell.coordinate, cell.value)
    assert stored(Number(-0.0004, "points")) == 0.0
    assert stored(Number(-0.0004, "points"), "analyst") < 0


def test_where_nobody_was_asked_nothing_is_hidden_and_the_sheet_says_why(edition):
    sheet = claim(edition, _verdict(edition, "C26"))
    rows = {row[0].words: row for row in sheet.table.rows}
    assert rows["Bamako [x]"][1] == Mark("x")
    assert sheet.table.hidden == 0
    said = [line.words for line in sheet.lines if line.words.startswith("[x]")]
    assert len(said) == 1
    assert "Bamako" in said[0]


def test_that_few_answered_is_said_of_their_group(edition):
    verdict = _verdict(edition, "C11")
    (hidden,) = [row for row in claim(edition, verdict).table.rows if row[1] == Mark("c")]
    assert hidden[0].words.removesuffix(" [c]") in told(edition, verdict)


def test_the_cover_tells_three_findings_with_number_and_interval(edition):
    told_there = [line for line in cover(edition).lines if line.tone != "plain"]
    assert len(told_there) == 3
    for line in told_there:
        assert line.link is None  # LibreOffice shows one line of a cell that is a link
        [verdict] = [v for v in edition.results.verdicts if line.words.startswith(edition.wording(v.statement))]
        assert estimated(edition, verdict) in line.words
        for value in (verdict.estimate, verdict.ci_high):
            assert written(value, unit=verdict.unit, language=edition.language) in line.words


def test_what_is_favourable_has_one_colour_in_all_charts(edition):
    drawn_as = {each.item: scale_sheet(edition, each, place=1).chart for each in main_scales(edition)}
    assert drawn_as["resentment"].turned
    assert not drawn_as["favour_wagner"].turned
    assert sides(turned=True) == tuple(reversed(sides(turned=False)))


def test_a_question_before_its_list_of_answers_is_a_whole_question(edition):
    title = short_question(edition, edition.results.instrument.item("favour_wagner"))
    assert title.endswith("\N{NARROW NO-BREAK SPACE}?" if edition.language == "fr" else "Wagner?")
