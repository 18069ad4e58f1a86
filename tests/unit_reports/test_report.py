"""The report of the synthetic study: complete, the same in both languages, nothing in it that must not be."""

import subprocess
from dataclasses import replace
from shutil import which

import pytest
from openpyxl import load_workbook

from reports.disclosure.crosstabs import small_groups
from reports.edition import edition_of
from reports.excel.audit import audit
from reports.excel.writer import packed
from reports.report import book, write_workbook
from reports.sheets.crosstab import crosstab_sheet
from reports.table import Mark, Number, Words


@pytest.fixture(scope="module", params=["en", "fr"])
def workbook(request, results, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / f"report-{request.param}.xlsx"
    write_workbook(book(results, language=request.param), path)
    return path


def test_each_claim_and_each_question_has_its_sheet(results):
    keys = [sheet.key for sheet in book(results, language="en").sheets]
    drawn = [f"scale.{name}" for name in results.study.report.charts]
    first = ["cover", "findings", "verdicts", "forest", *drawn, "map", "two_ways.list_count", "contents"]
    assert keys[: len(first)] == first
    assert [key for key in keys if key.startswith("claim.")] == [f"claim.{v.claim}" for v in results.verdicts]
    assert [key for key in keys if key.startswith("table.")] == [f"table.{c.item}" for c in results.crosstabs]
    last = [key for key in keys if not key.startswith(("claim.", "table."))][len(first) :]
    assert last == [
        "method",
        "sample",
        "weights",
        "margins",
        "quality",
        "hidden",
        "questionnaire",
        "notes",
        "provenance",
    ]


def test_french_and_english_are_twins(results):
    english, french = (book(results, language=language) for language in ("en", "fr"))
    for one, other in zip(english.sheets, french.sheets, strict=True):
        assert one.key == other.key
        assert (one.table is None) == (other.table is None)
        assert (one.chart is None) == (other.chart is None)
        if one.table:
            assert one.table.name == other.table.name
            assert _numbers(one.table) == _numbers(other.table)


def _numbers(table):
    return [[cell if isinstance(cell, Number | Mark) else None for cell in row] for row in table.rows]


def test_no_number_rests_on_fewer_people_than_the_limit(results):
    limit = 150
    strict = replace(results.study, disclosure=results.study.disclosure.model_copy(update={"minimum_base": limit}))
    sample = replace(results.sample, study=strict)
    strict_book = book(replace(results, sample=sample), language="en")
    shown = hidden = 0
    for sheet in strict_book.sheets:
        if not sheet.key.startswith(("claim.", "table.", "verdicts", "scale.", "map", "two_ways.")):
            continue
        for row in sheet.table.rows if sheet.table else ():
            base = row[sheet.table.column("Interviews")]
            if isinstance(base, Number):
                shown += 1
                assert base.value >= limit
            else:
                hidden += base == Mark("c")
                assert not any(isinstance(cell, Number) for cell in row)
                assert base in {Mark("c"), Mark("x")}  # too few, or nobody
                letters = [cell for cell in row[3:] if isinstance(cell, Words)]
                assert not letters or not sheet.key.startswith("table.")
    assert shown
    assert hidden
    log = next(sheet for sheet in strict_book.sheets if sheet.key == "hidden")
    mine = [row for row in log.table.rows if row[0].link.split(".")[0] not in {"sample", "quality", "margins"}]
    assert sum(row[2].value + row[3].value for row in mine) == hidden


def test_what_is_hidden_is_in_no_word_of_the_report(results):
    parts = [tuple(replace(part, n=3, estimate=0.98765) for part in verdict.parts) for verdict in results.verdicts]
    few = [
        replace(verdict, n=3, estimate=0.98765, parts=each, domains=())
        for verdict, each in zip(results.verdicts, parts, strict=True)
    ]
    text = book(replace(results, verdicts=tuple(few)), language="en").text()
    assert "98.8" not in text
    assert "0.99" not in text.split("== T01")[0]


def test_no_letter_names_a_hidden_group(results):
    limit = 60
    strict = replace(results.study, disclosure=results.study.disclosure.model_copy(update={"minimum_base": limit}))
    strict_results = replace(results, sample=replace(results.sample, study=strict))
    edition = edition_of(strict_results, language="en", profile="analyst")
    named = 0
    for crosstab in results.crosstabs:
        sheet = crosstab_sheet(edition, crosstab, place=1)
        places = [place for place, column in enumerate(sheet.table.columns) if "higher than" in column.header]
        breakdown, letter, base = (sheet.table.column(name) for name in ("Breakdown", "Letter", "Interviews"))
        visible = {
            (row[breakdown].words, row[letter].words)
            for row in sheet.table.rows
            if isinstance(row[base], Number) and isinstance(row[letter], Words)
        }
        for row in sheet.table.rows:
            for place in places:
                if isinstance(row[place], Words) and row[place].words != "none":
                    named += 1
                    assert {(row[breakdown].words, each) for each in row[place].words.split()} <= visible
    assert named


def test_what_a_small_group_says_with_one_voice_is_hidden(results):
    crosstab = next(each for each in results.crosstabs if each.nets)
    place = next(p for p, group in enumerate(crosstab.columns) if group.variable == "group")
    shares = tuple(
        tuple(float(row == 0) if p == place else share for p, share in enumerate(each))
        for row, each in enumerate(crosstab.shares)
    )
    limits = results.study.disclosure
    few = tuple(limits.homogeneity_base - 1 if p == place else n for p, n in enumerate(crosstab.n))
    many = tuple(limits.homogeneity_base if p == place else n for p, n in enumerate(crosstab.n))
    one_voice = replace(crosstab, shares=shares, n=few)
    assert small_groups(one_voice, limits=limits)[place]
    assert not small_groups(replace(one_voice, n=many), limits=limits)[place]


def test_a_synthetic_study_says_so_on_every_sheet_and_page(results):
    english = book(results, language="en")
    assert "Synthetic" in english.footer
    assert all("Synthetic" in sheet.about for sheet in english.sheets)


def test_every_cell_of_a_table_says_something(results):
    for sheet in book(results, language="fr").sheets:
        for row in sheet.table.rows if sheet.table else ():
            assert all(isinstance(cell, Number | Mark | Words) for cell in row)


def test_the_same_results_give_the_same_bytes(results):
    assert packed(book(results, language="en")) == packed(book(results, language="en"))


def test_the_file_passes_its_audit_and_opens(workbook):
    assert audit(workbook) == ()
    opened = load_workbook(workbook)
    assert all(sheet["A1"].value and sheet["A2"].value for sheet in opened.worksheets)
    assert all(sheet.page_setup.fitToWidth == 1 for sheet in opened.worksheets)
    assert not any(sheet.merged_cells.ranges for sheet in opened.worksheets)


def test_each_link_leads_to_a_sheet(workbook):
    opened = load_workbook(workbook)
    targets = [
        cell.hyperlink.location
        for sheet in opened.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert targets
    assert {target.rsplit("!", 1)[0].strip("'") for target in targets} <= set(opened.sheetnames)


@pytest.mark.office
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook(workbook, tmp_path):
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(workbook)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    assert "error" not in (done.stdout + done.stderr).lower()
    assert (tmp_path / f"{workbook.stem}.pdf").stat().st_size > 10_000
