"""What tables and claims would tell of a few people together is in no finished file; verdicts keep what was decided."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from openpyxl import load_workbook

from analysis.claims.claim import Plan
from analysis.claims.decide import decide_plan
from analysis.crosstab import crosstabs
from reports.disclosure.published import Protection
from reports.edition import edition_of
from reports.excel.writer import packed
from reports.page import page
from reports.report import book
from reports.sheets.claim import claim as claim_sheet
from reports.sheets.forest import forest
from reports.sheets.hidden import hidden as hidden_sheet
from reports.sheets.told import told
from reports.sheets.verdicts import verdicts as verdicts_sheet
from reports.table import Mark, Number
from survey.responses import ANSWERED, REASONS

ITEM = "presence_support"
CLAIM = {
    "id": "A5",
    "statement": "The Tuareg approve clearly less than others.",
    "part": [
        {
            "name": "tuareg",
            "estimand": "share who approve, Tuareg minus other groups",
            "measure": {"of": f"{ITEM} >= 4"},
            "rule": "minimum_effect",
            "direction": "below",
            "term": [
                {"where": "group = 'tuareg'", "weight": 1, "label": "Tuareg"},
                {"where": "answered(group) and group != 'tuareg'", "weight": -1, "label": "Other groups"},
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def one_untold(results):
    """Return the study with everybody's group known but that of one person, and a claim on Tuareg and all others."""
    answers = results.sample.responses
    known = answers.values["group"].fillna("other")
    reasons = np.full(len(answers), ANSWERED, dtype=np.int8)
    one = int(np.flatnonzero(answers.answered(ITEM) & (known == "other"))[0])
    known.iloc[one], reasons[one] = np.nan, min(REASONS.values())
    answers = replace(answers, values=answers.values.assign(group=known), reasons=answers.reasons.assign(group=reasons))
    sample = replace(results.sample, responses=answers)
    plan = Plan.model_validate({"name": "made", "title": "Made plan", "claim": [CLAIM]})
    decided = decide_plan(plan, sample=sample)
    return replace(results, sample=sample, plan=plan, verdicts=decided, crosstabs=crosstabs(sample), two_ways=())


def _rows(sheet):
    table = next(iter(sheet.tables.values()))
    header, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("profile", ["funder", "analyst"])
def test_the_finished_file_does_not_tell_what_the_one_person_said_whose_group_is_not_known(one_untold, profile):
    opened = load_workbook(BytesIO(packed(book(one_untold, language="en", profile=profile))))
    name = next(sheet.title for sheet in opened if sheet.title.endswith(f" {ITEM}"))
    everybody, *groups = _rows(opened[name])
    answered = int(one_untold.responses.answered(ITEM).sum())
    assert everybody["Interviews"] == answered
    assert _rows(opened["Verdicts"])[0]["Interviews"] == answered - 1  # how many people is no answer of theirs
    contrast, *sides = _rows(opened["A5"])
    assert contrast["Interviews"] == answered - 1
    assert {row["Interviews"] for row in sides} == {"[c]"}
    hidden = [row["Group"] for row in groups if row["Interviews"] == "[c]"]
    assert "Tuareg, Bella" in hidden
    assert len(hidden) == 2  # Tuareg less others is shown: the others together must not be had from the table
    assert {"A5", name} <= {row["Sheet"] for row in _rows(opened["Hidden"])}


def test_the_claim_is_decided_and_told_as_before(one_untold):
    (verdict,) = one_untold.verdicts
    for language in ("en", "fr"):
        made = book(one_untold, language=language)
        sheets = {sheet.key: sheet for sheet in made.sheets}
        assert verdict.sentence(language) in [line.words for line in sheets["claim.A5"].lines]
        assert verdict.sentence(language) in [row[2].words for row in sheets["findings"].table.rows]
        assert isinstance(sheets["verdicts"].table.rows[0][5], Number)


def test_a_sheet_without_a_row_to_draw_says_that_it_holds_a_table_alone(one_untold):
    edition, verdict = edition_of(one_untold, language="en"), one_untold.verdicts[0]
    assert claim_sheet(edition, verdict).chart is not None  # of the contrast
    withheld = frozenset({verdict.footing, *edition.protection.withheld})
    hiding = replace(edition, protection=replace(edition.protection, withheld=withheld))
    sheet = claim_sheet(hiding, verdict)
    assert sheet.chart is None
    assert sheet.about.startswith("This sheet holds one table: ")


def test_without_the_claim_one_row_less_is_hidden_in_the_table(one_untold):
    place = next(p for p, each in enumerate(one_untold.crosstabs) if each.item == ITEM)
    with_claim, without = (
        edition_of(replace(one_untold, verdicts=verdicts), language="en").hidden[one_untold.crosstabs[place].item]
        for verdicts in (one_untold.verdicts, ())
    )
    assert sum(without.complementary) == 1
    assert sum(with_claim.complementary) == 2


@pytest.mark.parametrize(
    ("language", "words"), [("en", "together with other figures"), ("fr", "avec d'autres chiffres")]
)
def test_a_verdict_whose_number_must_not_be_shown_keeps_what_was_decided(results, language, words):
    edition = edition_of(results, language=language)
    verdict = next(each for each in results.verdicts if each.verdict == "supported" and len(each.parts) > 1)
    place = results.verdicts.index(verdict)
    held_back = {verdict.footing, verdict.domains[0].footing}
    protection = Protection(tables=edition.protection.tables, withheld=frozenset(held_back))
    edition = replace(edition, protection=protection)
    assert words in told(edition, verdict)
    row = verdicts_sheet(edition).table.rows[place]
    assert row[2].words == edition.decided(verdict)
    assert row[5] == row[9] == Mark("c")
    assert verdict.claim not in {each[1].words.split()[0] for each in forest(edition).table.rows}
    sheet = claim_sheet(edition, verdict)
    assert sheet.table.rows[0][1] == Mark("c")
    assert sheet.table.hidden_too == 2  # what decides, and a group
    assert any(line.words.startswith("[c]") for line in sheet.lines)
    log = hidden_sheet(edition, [verdicts_sheet(edition), sheet])
    assert [each[3].value for each in log.table.rows] == [1, 2]


def test_the_page_says_no_more_than_the_workbook(one_untold):
    made = page(book(one_untold, language="en"))
    shown = one_untold.verdicts[0].sentence("en")
    assert shown.split("Verdict")[0].strip()[:30] in made
    (verdict,) = one_untold.verdicts
    for domain in verdict.domains:
        assert f"{domain.estimate:.1%}" not in made
