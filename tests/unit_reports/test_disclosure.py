"""Small groups are hidden, and no total gives them back."""

from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.suppression import suppress

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
