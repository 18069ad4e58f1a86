"""Small groups are hidden, and no total gives them back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.linked import suppress_linked
from reports.disclosure.suppression import Suppression, suppress

bases = st.lists(st.integers(0, 60), min_size=1, max_size=12)


@given(bases, st.integers(1, 15))
def test_no_group_under_the_limit_is_shown(counts, minimum):
    hidden = suppress(counts, minimum=minimum).hidden
    assert all(hide for hide, base in zip(hidden, counts, strict=True) if base < minimum)


@given(bases, st.integers(1, 15))
def test_total_less_the_shown_groups_never_leaves_one_group_nor_too_few_people(counts, minimum):
    hidden = suppress(counts, minimum=minimum).hidden
    held_back = [base for hide, base in zip(hidden, counts, strict=True) if hide and base > 0]
    if held_back and not all(hidden):
        assert len(held_back) > 1
        assert sum(held_back) >= minimum


@given(bases, st.integers(1, 15))
def test_nothing_is_hidden_without_need(counts, minimum):
    suppression = suppress(counts, minimum=minimum)
    if not any(0 < base < minimum for base in counts):
        assert not any(suppression.complementary)


def test_smallest_shown_group_goes_with_a_lone_hidden_one():
    suppression = suppress([40, 4, 300, 25], minimum=10)
    assert suppression.primary == (False, True, False, False)
    assert suppression.complementary == (False, False, False, True)


@st.composite
def linked_tables(draw):
    """People in places, places in zones, and sides across them: a total, three breakdowns."""
    places = draw(st.integers(3, 7))
    zone_of = draw(st.lists(st.integers(0, 2), min_size=places, max_size=places))
    counts = np.array(
        draw(st.lists(st.lists(st.integers(0, 25), min_size=2, max_size=2), min_size=places, max_size=places))
    )
    atoms = [(place, side) for place in range(places) for side in range(2) if counts[place, side]]
    columns = [[True for _ in atoms]]
    columns += [[place == each for place, _ in atoms] for each in range(places)]
    columns += [[zone_of[place] == each for place, _ in atoms] for each in sorted(set(zone_of))]
    columns += [[side == each for _, side in atoms] for each in range(2)]
    people = np.array(columns).T.reshape(len(atoms), len(columns))
    weights = np.array([counts[place, side] for place, side in atoms], dtype=int)
    blocks = [places, len(set(zone_of)), 2]
    return people, weights @ people if atoms else np.zeros(len(columns), dtype=int), blocks


@given(linked_tables())
def test_no_sum_of_shown_groups_gives_a_hidden_group_back(tables):
    people, bases, blocks = tables
    minimum = 10
    primary, too, first = [bool(bases[0] < minimum)], [False], 1
    for size in blocks:
        block = suppress(bases[first : first + size].tolist(), minimum=minimum)
        primary += block.primary
        too += block.complementary
        first += size
    found = suppress_linked(people, Suppression(tuple(primary), tuple(too)), bases=bases.tolist(), minimum=minimum)
    shown = people[:, ~np.array(found.hidden)].astype(float)
    for group, hide in enumerate(found.hidden):
        if hide and group and bases[group] and shown.size and not found.hidden[0]:
            solved = np.linalg.lstsq(shown, people[:, group].astype(float), rcond=None)[0]
            assert np.abs(shown @ solved - people[:, group]).max() > 1e-6
