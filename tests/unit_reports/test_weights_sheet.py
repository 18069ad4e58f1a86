"""The sheets of the weights and margins show what the recipe left behind."""

from dataclasses import replace

import numpy as np
import pytest

from reports.edition import edition_of
from reports.report import book
from reports.sheets.margins import margins
from reports.sheets.recipe import done, noted
from reports.sheets.weights import weights
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


def test_every_step_is_told_with_what_it_did_to_the_weights(edition, results):
    words = " ".join(line.words for line in weights(edition).lines)
    analyst = edition_of(results, language=edition.language, profile="analyst")
    for step in edition.results.weights.steps:
        assert edition.spelled(step.spread.deff, "decimal") in words
        assert done(edition, step) in words
        assert done(edition, step) in done(analyst, step)
    assert "psu_probability" not in words
    assert any("psu_probability" in line.words for line in weights(analyst).lines)
    assert "mali_2022" not in words


def test_a_step_does_not_say_how_few_lack_a_category(edition):
    few = [note for step in edition.results.weights.steps for note in step.notes if note.values.get("n") == 1]
    assert few
    words = [line.words for line in weights(edition).lines]
    for note in few:
        fewer = edition.say("reports.sheets.fewer", minimum=edition.minimum_base)
        (said,) = [line for line in words if fewer in line]
        assert said == noted(edition, note)
        assert not any(request in said for request in ("Please", "Veuillez", "mali_2022"))


def test_a_number_that_would_split_hidden_categories_is_not_said_either(results):
    found = results.weights
    lines = tuple(line if line.is_group else replace(line, n=12) for line in found.margins)
    note = next(note for step in found.steps for note in step.notes if "n" in note.values)
    lines = tuple(
        replace(line, n=3) if line.margin == note.values["margin"] and line.codes[-1] == "18-24" else line
        for line in lines
    )
    many = replace(note, values={**note.values, "n": 12})
    steps = (*found.steps[:-1], replace(found.steps[-1], notes=(many,)))
    edition = edition_of(replace(results, weights=replace(found, margins=lines, steps=steps)), language="en")
    words = [line.words for line in weights(edition).lines]
    (said,) = [line for line in words if "[c]" in line]
    assert said == noted(edition, many)
    assert not any("12" in line for line in words if line.startswith(said[:20]))


def test_the_heaviest_group_that_is_named_is_one_that_the_margins_show(results):
    found = results.weights
    lines = tuple(replace(line, n=1) if line is found.heaviest else line for line in found.margins)
    edition = edition_of(replace(results, weights=replace(found, margins=lines)), language="en")
    assert not any("Bamako" in line.words for line in weights(edition).lines)


def test_margins_stand_with_their_labels_their_source_and_both_sums(edition):
    sheet = margins(edition)
    lines = edition.results.weights.margins
    assert len(sheet.table.rows) == len(lines)
    for row, line in zip(sheet.table.rows, lines, strict=True):
        if line.n < edition.minimum_base:
            assert set(row[2:]) == {Mark("c")}
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
