"""No sum and difference of what is shown tells of a few people, whichever tables and claims it is taken from."""

from itertools import product

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.footing import Footing, Sum
from reports.disclosure.linked import Figure, hidden_with_them

EXACT = 1e-6  # of a count of people: rounding leaves 1e-12
TOTAL, VERDICT = 2, 3


def figure(among, *, minimum, of="trust", rank=0, secret=False):
    base = int(among.sum())
    footing = Footing((Sum(of=of, among=among),))
    return Figure(footing=footing, base=base, rank=rank, hidden=secret or base < minimum, secret=secret)


def difference(one, other, *, of=("trust", "trust"), rank=VERDICT):
    """Return the figure of a contrast: a mean less another, of all who answered counted alike."""
    sums = tuple(Sum(of=o, among=g, weight=w / g.sum()) for o, g, w in zip(of, (one, other), (1, -1), strict=True))
    return Figure(footing=Footing(sums), base=int((one | other).sum()), rank=rank)


def counted(shown):
    """Return how often each person is counted in each figure; a person stands there once for each matter."""
    matters = sorted({each.of for figure in shown for each in figure.footing.sums})
    return np.concatenate([np.column_stack([_counted_in(figure, of) for figure in shown]) for of in matters])


def _counted_in(figure, of):
    nobody = np.zeros(len(figure.footing.sums[0].among))
    return sum((each.among * each.weight for each in figure.footing.sums if each.of == of), start=nobody)


def can_be_worked_out(target, shown):
    """Return whether some combination of figures is a target, by least squares."""
    if not shown:
        return False
    held = counted(shown)
    return bool(np.abs(held @ np.linalg.lstsq(held, target, rcond=None)[0] - target).max() < EXACT)


def shown_of(figures, *, minimum):
    too = hidden_with_them(figures, minimum=minimum)
    assert not any(hide and figure.hidden for figure, hide in zip(figures, too, strict=True))
    return [figure for figure, hide in zip(figures, too, strict=True) if not hide and not figure.hidden]


@st.composite
def memberships(draw):
    """People in any groups at all: which kinds there are, how many of each, and which groups each kind is in."""
    kinds, groups = draw(st.integers(2, 7)), draw(st.integers(2, 6))
    held = draw(st.lists(st.lists(st.booleans(), min_size=groups, max_size=groups), min_size=kinds, max_size=kinds))
    count = draw(st.lists(st.sampled_from([1, 2, 3, 5, 9, 12, 30]), min_size=kinds, max_size=kinds))
    return np.repeat(np.array(held, dtype=bool), count, axis=0)


@given(memberships(), st.integers(2, 10))
def test_no_small_combination_of_shown_groups_counts_a_few_people_alone(people, minimum):
    figures = [figure(column, minimum=minimum) for column in people.T]
    shown = shown_of(figures, minimum=minimum)
    assume(shown)
    held = counted(shown)
    for times in product((-1, 0, 1), repeat=len(shown)):
        left = held @ np.array(times)
        alike = np.unique(np.abs(left[left != 0])).size <= 1  # a group, or a group less another
        assert not alike or not 0 < np.count_nonzero(left) < minimum


@given(memberships(), st.integers(2, 10))
def test_a_secret_group_is_never_worked_out(people, minimum):
    first, *others = people.T
    assume(first.sum() >= minimum)
    figures = [figure(first, minimum=minimum, secret=True), *[figure(each, minimum=minimum) for each in others]]
    assert not can_be_worked_out(first.astype(float), shown_of(figures, minimum=minimum))


@given(memberships(), st.integers(2, 10))
def test_nothing_more_could_be_shown(people, minimum):
    figures = [figure(column, minimum=minimum) for column in people.T]
    too = hidden_with_them(figures, minimum=minimum)
    for place in (place for place, hide in enumerate(too) if hide):
        less = [f for p, f in enumerate(figures) if p == place or not too[p]]
        assert any(hidden_with_them(less, minimum=minimum))


@given(st.lists(st.integers(10, 60), min_size=2, max_size=6), st.integers(0, 30))
def test_a_breakdown_of_large_groups_is_shown_whole(bases, rest):
    """The rest are people who are in no group; only if they are few is the smallest group hidden."""
    group = np.repeat(np.arange(len(bases) + 1), [*bases, rest])
    total = figure(np.ones(len(group), dtype=bool), minimum=10, rank=TOTAL)
    figures = [total, *[figure(group == each, minimum=10) for each in range(len(bases))]]
    hidden = [f.base for f, hide in zip(figures, hidden_with_them(figures, minimum=10), strict=True) if hide]
    assert hidden == ([min(bases)] if 0 < rest < 10 else [])


def test_a_region_that_is_left_of_its_zone_stays_hidden():
    people = np.repeat([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 0, 0]], [4, 36, 50], axis=0).astype(bool)
    figures = [figure(column, minimum=10) for column in people.T]  # everybody, a zone, its two regions
    assert hidden_with_them(figures, minimum=10) == (False, False, False, True)


def trust_by_group():
    """Made-up people in the shape of a real study: one did not tell the group, and everybody answered the question."""
    bases = {"fulani here": 50, "fulani there": 110, "tamasheq": 40, "others": 1000, "not told": 1}
    group = np.repeat(list(bases), list(bases.values()))
    fulani = np.char.startswith(group, "fulani")
    known = group != "not told"
    return group, {
        "everybody": np.ones(len(group), dtype=bool),
        "fulani": fulani,
        "tamasheq": group == "tamasheq",
        "others": group == "others",
        "fulani here": group == "fulani here",
        "fulani there": group == "fulani there",
        "not tamasheq": known & (group != "tamasheq"),
    }


def test_the_one_person_between_a_table_and_a_claim_is_not_given_back():
    """The claim has 40 + 1,160 = 1,200 people, the table 1,201: whoever subtracts must not learn what that one said."""
    group, people = trust_by_group()
    figures = {name: figure(each, minimum=10, rank=TOTAL * (name == "everybody")) for name, each in people.items()}
    figures["fulani here, less there"] = difference(people["fulani here"], people["fulani there"])
    figures["tamasheq, less others"] = difference(people["tamasheq"], people["not tamasheq"])
    alone = (group == "not told").astype(float)
    assert can_be_worked_out(alone, list(figures.values()))
    too = dict(zip(figures, hidden_with_them(list(figures.values()), minimum=10), strict=True))
    assert not can_be_worked_out(alone, [figures[name] for name, hide in too.items() if not hide])
    assert {name for name, hide in too.items() if hide} == {"tamasheq", "others", "not tamasheq"}


def test_one_hidden_side_of_a_contrast_is_not_told_by_the_other():
    """Difference and one side shown, the other side follows: both are hidden, and the verdict keeps its number."""
    _, people = trust_by_group()
    sides = [people["everybody"], people["tamasheq"], people["not tamasheq"]]
    figures = [figure(each, minimum=10, rank=TOTAL * (n == 0)) for n, each in enumerate(sides)]
    figures.append(difference(*sides[1:]))
    assert hidden_with_them(figures[:3], minimum=10) == (False, True, False)
    assert hidden_with_them(figures, minimum=10) == (False, True, True, False)


def test_the_total_of_a_table_is_hidden_before_the_number_of_a_claim():
    """A claim on all but one of those in a table: the total of the table is hidden, the number of the claim is not."""
    group, people = trust_by_group()
    claim = figure(group != "not told", minimum=10, rank=VERDICT)
    assert hidden_with_them([figure(people["everybody"], minimum=10, rank=TOTAL), claim], minimum=10) == (True, False)


def test_answers_to_two_questions_are_held_together_where_a_claim_subtracts_one_from_the_other():
    """Both totals less the difference of both, by those who answered both, tell what the one said who answered one."""
    everybody = np.ones(200, dtype=bool)
    both = np.arange(200) > 0
    totals = [figure(everybody, of="conduct", minimum=10), figure(both, of="effect", minimum=10)]
    claim = difference(both, both, of=("conduct", "effect"))
    alone = np.concatenate([~both, np.zeros(200)]).astype(float)
    assert can_be_worked_out(alone, [*totals, claim])
    shown = shown_of([*totals, claim], minimum=10)
    assert claim in shown
    assert len(shown) == 2
    assert not can_be_worked_out(alone, shown)


def test_different_questions_are_not_held_together():
    """How many answered one question and not another is no answer of theirs."""
    everybody = np.ones(200, dtype=bool)
    totals = [figure(everybody, of="conduct", minimum=10), figure(np.arange(200) > 0, of="effect", minimum=10)]
    assert hidden_with_them(totals, minimum=10) == (False, False)
