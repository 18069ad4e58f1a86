"""What departs from the plan is told wherever verdicts are told, and what only suggests is never told as a finding."""

from dataclasses import replace

import openpyxl
import pytest

from analysis.claims.freeze import Deviation
from reports.edition import edition_of
from reports.report import book, write_page, write_workbook
from reports.sheets.findings import key_findings, summary


@pytest.fixture(scope="module")
def changed(results):
    left_out = Deviation(claim="C10", kind="left_out")
    return replace(results, provenance=replace(results.provenance, deviations=(left_out,)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_claim_that_was_taken_away_is_named_beside_the_verdicts(changed, language):
    said = {sheet.key: sheet for sheet in book(changed, language=language).sheets}
    words = Deviation(claim="C10", kind="left_out").text(language)
    assert words in [line.words for line in said["verdicts"].lines]
    assert words in [row[1].words for row in said["provenance"].table.rows]
    assert any(line.role == "warning" and "(1)" in line.words for line in said["cover"].lines)


def test_how_the_plan_was_fixed_is_said_with_its_day(results):
    frozen = replace(results, provenance=replace(results.provenance, frozen_at=results.provenance.generated_at))
    for made, word in ((results, "not frozen"), (frozen, "was frozen on")):
        sheets = {sheet.key: sheet for sheet in book(made, language="en").sheets}
        assert any(word in line.words for line in sheets["verdicts"].lines)


def test_an_exploratory_claim_says_so_and_gives_way_to_the_others(results):
    supported = next(v for v in results.verdicts if v.verdict == "supported")
    exploratory = replace(supported, family="exploratory", claim="X1")
    both = replace(results, verdicts=(exploratory, *results.verdicts))
    edition = edition_of(both, language="en")
    assert edition.decided(exploratory) == "Supported, exploratory"
    assert "Supported, exploratory: 1" in summary(edition)
    assert "X1" not in {verdict.claim for verdict in key_findings(both.verdicts)}


def test_the_plan_stands_by_its_hash_on_every_printed_page_and_on_the_page(results, tmp_path):
    digest = results.provenance.plan[:12]
    write_workbook(book(results, language="en"), tmp_path / "report.xlsx")
    sheets = openpyxl.load_workbook(tmp_path / "report.xlsx").worksheets
    assert all(f"Plan {digest}" in sheet.oddFooter.right.text for sheet in sheets)
    assert all(sheet.page_margins.bottom > sheet.page_margins.footer + 0.3 for sheet in sheets)  # room to print it
    write_page(book(results, language="en"), tmp_path / "report.html")
    assert f"Plan {digest}" in (tmp_path / "report.html").read_text(encoding="utf-8")
