"""The charts of the page: bars, lines and labels on one scale, words that nothing runs through, marks for numbers."""

import re

import pytest

from reports.page import svg
from reports.page.charts import drawn
from reports.page.sides import at
from reports.sheet import IntervalChart, Sheet, SidesChart, Tile, TileMap
from reports.table import Column, Mark, Number, Table, Words

NEAR = 0.06  # coordinates are written with one decimal


def _shown(chart, table, language="en"):
    return drawn(Sheet(key="c", name="C", title="C", about="C", table=table, chart=chart), language=language)


def _words(picture):
    """Yield the place and the words of each text."""
    for x, y, size, words in re.findall(r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)', picture):
        yield float(x), float(y), float(size), words


def _uprights(picture):
    """Yield the strokes of all upright lines: x, top, bottom."""
    for path in re.findall(r'<path d="([^"]*V[^"]*)"', picture):
        yield from (tuple(map(float, ends)) for ends in re.findall(r"M([\d.]+) ([\d.]+)V([\d.]+)", path))


def _sides(*rows):
    headers = ("Group", "Of", "Little", "Not at all", "Much", "Very much")
    chart = SidesChart(title="T", axis="A", alt="50%", label="Group", within="Of", left=headers[2:4], right=headers[4:])
    return _shown(chart, Table(name="groups", columns=tuple(map(Column, headers)), rows=rows))


def _shares(*values):
    return tuple(Number(value, "share") for value in values)


@pytest.fixture
def half():
    return _sides((Words("Group (young)"), Words("Age"), *_shares(0.3, 0.2, 0.25, 0.25)))


def test_labels_and_lines_of_a_two_sided_chart_stand_where_bars_of_that_share_end(half):
    bars = [
        tuple(map(float, one)) for one in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="12', half)
    ]
    left, right = min(x for x, _ in bars), max(x + width for x, width in bars)
    labels = [x for x, _, _, words in _words(half) if words.endswith("%")]
    assert labels == pytest.approx([at(-1), at(-0.5), at(0), at(0.5), at(1)], abs=NEAR)
    assert (left, right) == pytest.approx((labels[1], labels[3]), abs=2 * NEAR)
    assert sorted({x for x, _, _ in _uprights(half)}) == pytest.approx(labels, abs=NEAR)


def _interval_chart(*rows, detail=None, **changes):
    headers = ("Group", "Estimate", "Below", "Above", *(["Detail"] if detail else []))
    table = Table(name="groups", columns=tuple(map(Column, headers)), rows=rows)
    names = dict(zip(("label", "estimate", "below", "above"), headers, strict=False))
    chart = IntervalChart(title="T", axis="A", alt="Bamako 75%", detail=detail, **names | changes)
    return chart, table


def test_no_line_runs_through_words(half):
    rows = [(Words("Group (young)"), *_shares(0.75, 0.1, 0.1), Words("They (all) say so"))]
    for picture in (half, _shown(*_interval_chart(*rows, detail="Detail"))):
        strokes = list(_uprights(picture))
        assert strokes
        for _, y, size, words in _words(picture):
            for _, top, bottom in strokes:
                assert bottom <= y - 0.75 * size or top >= y + svg.UNDER - 1, words


def test_a_bar_ends_at_what_is_possible_and_its_axis_is_legible():
    chart, table = _interval_chart((Words("Bamako"), *_shares(0.75, 0.34, 0.34)), possible=(0.0, 1.0))
    cut = [words for *_, words in _words(_shown(chart, table, language="fr"))]
    assert cut[:2] == ["Bamako", "75,0\N{NARROW NO-BREAK SPACE}%"]
    assert "100\N{NARROW NO-BREAK SPACE}%" in cut
    assert not any("109" in words for words in cut)
    points = tuple(Number(value, "points") for value in (0.4, 0.45, 0.2))
    near = _shown(*_interval_chart((Words("A"), *points)))
    assert "0.0\N{NO-BREAK SPACE}pts" in near
    assert "−5.0\N{NO-BREAK SPACE}pts" not in near  # it would run into the zero


def test_letters_of_axes_are_no_smaller_than_eleven_units(half):
    picture = _shown(*_interval_chart((Words("Bamako"), *_shares(0.75, 0.1, 0.1))))
    assert min(size for one in (half, picture) for _, _, size, _ in _words(one)) >= 11


def test_what_is_hidden_or_missing_shows_its_mark():
    picture = _shown(
        *_interval_chart((Words("Bamako"), *_shares(0.7, 0.1, 0.1)), (Words("Kidal [c]"), *3 * (Mark("c"),)))
    )
    assert [words for *_, words in _words(picture)][2:4] == ["Kidal", "[c]"]
    assert "[x]" in _sides(
        (Words("A"), Words("Of"), *_shares(0, 0, 0, 0)), (Words("B"), Words("Of"), *4 * (Mark("x"),))
    )


def test_a_row_has_its_detail_and_leads_to_its_card_and_a_long_chart_stands_in_two_parts_on_one_scale():
    rows = [
        (
            Words(f"C{place}: supported", link=f"claim.C{place}"),
            *_shares(place / 30, 0.01, 0.01),
            Words(f"Claim {place}"),
        )
        for place in range(1, 21)
    ]
    picture = _shown(*_interval_chart(*rows, detail="Detail"))
    assert picture.count("<svg") == 2
    assert all(f">Claim {place}<" in picture and f'<a href="#claim.C{place}">' in picture for place in range(1, 21))
    ends = [[words for *_, words in _words(part) if words.endswith("%")][-2:] for part in picture.split("</svg>")[:2]]
    assert ends[0] == ends[1]


def test_words_on_a_hatched_tile_stand_on_its_colour_and_grey_is_explained_where_a_tile_is_grey():
    tiles = (
        Tile(column=0, row=0, name="Tombouctou", words="50% *", shade="third", unsure=True),
        Tile(column=1, row=0, name="Gao", words="30%", shade="second"),
    )
    chart = TileMap(title="T", alt="50%", tiles=tiles, legend=(("third", "Shade 3"), ("none", "Grey: no number; [c]")))
    table = Table(name="map", columns=(Column("Region"),), rows=((Words("Gao"),),))
    picture = _shown(chart, table)
    assert len(re.findall(r'paint-order="stroke" stroke="#80C7BC"[^>]*>(Tombouctou|50% \*)', picture)) == 2
    assert "Grey" not in picture
