"""The sheets of the weights and margins show what the recipe left behind."""

from dataclasses import replace

import numpy as np
import pytest

from reports.edition import edition_of
from reports.report import book
from reports.sheets.weights import margins, weights
from reports.table import Mark, Number


@pytest.fixture(params=["en", "fr"])
def edition(request, results):
    return edition_of(results, language=request.param)


def test_the_histogram_counts_everybody_once_and_its_last_class_is_no_single_person(edition):
    sheet = weights(edition)
    counts, shares, of_weight = (np.array([row[place].value for row in sheet.table.rows]) for place in (1, 2, 3))
    assert counts.sum() == edition.results.weights.spread.n
    assert shares.sum() == pytest.approx(1)
    assert of_weight.sum() == pytest.approx(1)
    assert counts[-1] >= edition.minimum_base
    assert sheet.chart.above is None


def test_every_step_is_told_with_what_it_did_to_the_weights(edition):
    words = " ".join(line.words for line in weights(edition).lines)
    for step in edition.results.weights.steps:
        assert step.text(edition.language) in words
        assert edition.spelled(step.spread.deff, "decimal") in words


def test_margins_stand_with_their_labels_their_source_and_both_sums(edition):
    sheet = margins(edition)
    lines = edition.results.weights.margins
    assert len(sheet.table.rows) == len(lines)
    for row, line in zip(sheet.table.rows, lines, strict=True):
        if line.n < edition.minimum_base:
            assert row[2] == row[4] == row[5] == Mark("c")
        elif isinstance(row[5], Number):
            assert row[5].value == line.after
    categories = [row[1].words for row in sheet.table.rows]
    assert "Ségou" in categories
    assert not any("_" in category for category in categories)
    assert all(any(margin.source in line.words for line in sheet.lines) for margin in edition.results.weights.known)


def test_without_margins_there_is_no_sheet_of_them(results):
    bare = replace(results, weights=replace(results.weights, margins=(), known=()))
    keys = [sheet.key for sheet in book(bare, language="en").sheets]
    assert "weights" in keys
    assert "margins" not in keys


def test_a_few_equal_weights_make_a_histogram_too(results):
    found = results.weights
    equal = replace(results, weights=replace(found, values=np.ones(5)))
    rows = weights(edition_of(equal, language="en")).table.rows
    assert sum(row[1].value for row in rows) == 5
