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


@given(linked_tables())
def test_no_shown_group_less_the_shown_groups_of_a_breakdown_leaves_few_people(tables):
    """Some people are in no group of a breakdown: everybody less its groups must not tell of a few of them."""
    people, bases, blocks = tables
    minimum, first, breakdowns = 10, 1, []
    for size in blocks:
        breakdowns.append(list(range(first, first + size - 1)))  # the last group is not asked for: nobody is in it
        first += size
    kept = [0, *[group for breakdown in breakdowns for group in breakdown]]
    places = {group: place for place, group in enumerate(kept)}
    people, bases = people[:, kept], bases[kept].tolist()
    breakdowns = [[places[group] for group in breakdown] for breakdown in breakdowns]
    small = tuple(base < minimum for base in bases)
    first_hidden = Suppression(small, (False,) * len(kept))
    found = suppress_linked(people, first_hidden, bases=bases, minimum=minimum, breakdowns=breakdowns).hidden
    for group, breakdown in ((g, b) for g in range(len(kept)) for b in breakdowns if not found[g] and g not in b):
        within = [each for each in breakdown if not found[each] and (people[:, each] <= people[:, group]).all()]
        assert not within or not 0 < bases[group] - sum(bases[each] for each in within) < minimum


def test_one_person_of_no_group_is_not_told_of_by_the_total():
    people = np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0]], dtype=bool)  # everybody, two groups; one person is in neither
    nothing = Suppression((False,) * 3, (False,) * 3)
    found = suppress_linked(people, nothing, bases=[91, 60, 30], minimum=10, breakdowns=[[1, 2]])
    assert found.complementary == (False, False, True)
    enough = suppress_linked(people, nothing, bases=[100, 60, 30], minimum=10, breakdowns=[[1, 2]])
    assert not any(enough.hidden)
