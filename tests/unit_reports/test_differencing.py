"""What a stranger can work out from the finished file alone: no small group, and no difference of shown ones."""

from collections import defaultdict
from dataclasses import replace
from io import BytesIO
from itertools import permutations
from zipfile import ZipFile

import numpy as np
import pytest
from openpyxl import load_workbook

from reports.edition import edition_of
from reports.excel.writer import packed
from reports.page import page
from reports.report import book
from reports.table import Mark

MINIMUM = 40  # so that the synthetic study has something to hide


@pytest.fixture(scope="module")
def strict(results):
    limits = results.study.disclosure.model_copy(update={"minimum_base": MINIMUM})
    study = replace(results.study, disclosure=limits)
    return replace(results, sample=replace(results.sample, study=study))


@pytest.fixture(scope="module", params=["funder", "analyst"])
def file(request, strict):
    return packed(book(strict, language="en", profile=request.param))


def _tables(file):
    for sheet in load_workbook(BytesIO(file)):
        for table in sheet.tables.values():
            header, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
            yield sheet.title, [dict(zip(header, row, strict=True)) for row in rows]


def test_a_breakdown_less_its_total_never_leaves_a_few(file):
    seen = 0
    for _, rows in _tables(file):
        if not {"Breakdown", "Interviews"} <= set(rows[0]) or rows[0]["Breakdown"] != "Everyone":
            continue
        by_breakdown = defaultdict(list)
        for row in rows[1:]:
            by_breakdown[row["Breakdown"]].append(row["Interviews"])
        for bases in by_breakdown.values():
            shown = [base for base in bases if base != "[c]"]
            left = rows[0]["Interviews"] - sum(shown)
            seen += "[c]" in bases
            assert not shown or left == 0 or left >= MINIMUM
    assert seen


def test_no_group_of_a_table_or_claim_less_two_others_on_the_same_question_leaves_a_few(strict):
    """Whatever tables and claims they are from; of a contrast only its sides, each where it is shown."""
    edition, shown = edition_of(strict, language="en"), defaultdict(list)
    for crosstab in strict.crosstabs:
        hidden = edition.hidden[crosstab.item].hidden
        shown[crosstab.item] += [each for each, hide in zip(crosstab.footings, hidden, strict=True) if not hide]
    for domain in (domain for verdict in strict.verdicts for domain in verdict.domains if domain.n >= MINIMUM):
        if domain.footing not in edition.protection.withheld and len(domain.footing.sums) == 1:
            shown[domain.footing.sums[0].of].append(domain.footing)
    compared = 0
    for footings in shown.values():
        people, count = np.unique([footing.sums[0].among for footing in footings], axis=1, return_counts=True)
        groups = np.vstack([np.zeros(len(count), dtype=int), people.astype(int)])  # nobody, and each group
        for one, other in permutations(groups, 2):
            left = np.abs(one - other - groups)
            told = (left @ count)[left.max(axis=1) == 1]  # of whom, each counted alike
            compared += len(told)
            assert told.min(initial=MINIMUM) >= MINIMUM
    assert compared


def test_a_hidden_row_has_no_number_and_no_letter_anywhere(file):
    hidden = 0
    for name, rows in _tables(file):
        for row in rows:
            if row.get("Interviews") == "[c]" and name != "Margins":
                hidden += 1
                told = {key: value for key, value in row.items() if isinstance(value, int | float)}
                assert not told, name
    assert hidden


def test_charts_keep_no_number_of_a_hidden_row(file):
    """A chart stores what it shows: the stored numbers are those of the cells, with gaps where a cell has a mark."""
    with ZipFile(BytesIO(file)) as archive:
        charts = {name: archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name}
    opened = load_workbook(BytesIO(file))
    compared = 0
    for content in charts.values():
        for piece in content.split("<numRef>")[1:] if "<numRef>" in content else content.split("<c:numRef>")[1:]:
            address = piece.split("f>")[1].split("<")[0]
            sheet, cells = address.rsplit("!", 1)
            values = [row[0].value for row in opened[sheet.strip("'").replace("''", "'")][cells.replace("$", "")]]
            marks = {place for place, value in enumerate(values) if isinstance(value, str)}
            stored = {int(each.split('"')[1]) for each in piece.split("Ref>")[0].split("pt idx=")[1:]}
            compared += len(stored)
            assert not stored & marks
    assert compared


def test_nothing_is_kept_beside_the_sheets(file):
    with ZipFile(BytesIO(file)) as archive:
        names = archive.namelist()
        told = "".join(archive.read(name).decode("utf-8", "replace") for name in names if name.endswith(".xml"))
    assert not [name for name in names if "comment" in name.lower() or "custom" in name.lower() or "calcChain" in name]
    opened = load_workbook(BytesIO(file))
    assert not list(opened.defined_names)
    assert {name for sheet in opened for name in sheet.defined_names} <= {"Print_Titles"}
    assert "/home/" not in told
    assert "/tmp/" not in told


def test_a_row_hidden_in_one_edition_is_shown_in_no_other(strict):
    """Two files together tell no more than one."""
    hidden, shown = set(), set()
    for profile in ("funder", "analyst"):
        for sheet in book(strict, language="en", profile=profile).sheets:
            if sheet.key.startswith(("table.", "scale.", "map", "claim.", "two_ways.")) and sheet.table:
                names = [row[:2] if sheet.key.startswith(("table.", "scale.")) else row[:1] for row in sheet.table.rows]
                for name, row in zip(names, sheet.table.rows, strict=True):
                    words = (sheet.key, *(cell.text("en").removesuffix(" [u]") for cell in name))
                    (hidden if Mark("c") in row else shown).add(words)
    assert hidden
    assert shown
    assert not hidden & shown


def test_what_is_hidden_changes_nothing_in_any_file(strict):
    """The same workbook and the same page are written, whatever a hidden group answered."""
    language = "en"
    hidden = {item: found.hidden for item, found in edition_of(strict, language=language).hidden.items()}
    others = replace(strict, crosstabs=tuple(_answered_otherwise(each, hidden[each.item]) for each in strict.crosstabs))
    assert others.crosstabs != strict.crosstabs
    one, other = (book(each, language=language, profile="analyst") for each in (strict, others))
    assert one == other
    assert page(book(strict, language=language)) == page(book(others, language=language))


def _answered_otherwise(crosstab, hidden):
    def other(figures):
        return (
            None if figures is None else tuple(0.4321 if hide else f for f, hide in zip(figures, hidden, strict=True))
        )

    nets = tuple(
        replace(net, share=other(net.share), low=other(net.low), high=other(net.high)) for net in crosstab.nets
    )
    shares, errors = (tuple(map(other, each)) for each in (crosstab.shares, crosstab.share_se))
    mean, mean_se = other(crosstab.mean), other(crosstab.mean_se)
    return replace(crosstab, shares=shares, share_se=errors, mean=mean, mean_se=mean_se, nets=nets)
