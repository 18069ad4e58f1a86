"""What a condition means on answers, non-answers and questions that were not asked."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.expression import parse
from survey.evaluate import decided, holds
from survey.ingest import load, responses
from survey.store import open_store

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "why", "hours"]
ROWS = [
    ["p1", "urban", "yes", "30", "yes", "2", "", "1"],
    ["p1", "urban", "yes", "40", "yes", "0", "looting violence", "2"],
    ["p2", "rural", "yes", "50", "yes", "98", "", ""],
    ["p2", "rural", "yes", "60", "no", "", "", "4"],
    ["p2", "rural", "yes", "61", "98", "", "", "4"],
]
TRUE, FALSE = "1", "0"


@pytest.fixture
def found(study, folder):
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    load(study, [folder / "a.csv"])
    return responses(study, open_store(study))


def written(rows):
    return "".join(TRUE if row else FALSE for row in rows)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("trust = '2'", "10000"),
        ("trust = '98'", "00100"),  # the code that was given is seen
        ("trust != '2'", "01100"),  # and nothing where it was not asked
        ("trust >= 0", "11000"),  # no order without an answer
        ("not (trust >= 0)", "00111"),
        ("answered(trust)", "11000"),
        ("trust in ('0', '98')", "01100"),
        ("selected(why, 'looting')", "01000"),
        ("age >= 40 and milieu = 'urban'", "01000"),
        ("hours < 3 or aware = 'no'", "11010"),
        ("age = 40", "01000"),
        ("age_band = '35+'", "01111"),
        ("favour = 'no'", "01000"),
    ],
)
def test_a_condition_holds_where_the_answer_says_so(found, condition, expected):
    assert written(holds(parse(condition), found)) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("trust = '2'", "11000"),
        ("trust = '98'", "11100"),
        ("aware = 'yes' and trust >= 1", "11010"),  # who is not aware is settled, whatever the rest
        ("aware = 'no' or trust >= 1", "11010"),
        ("not (trust >= 1)", "11000"),
    ],
)
def test_a_condition_is_settled_where_no_missing_answer_could_turn_it(found, condition, expected):
    assert written(decided(parse(condition), found)) == expected


ATOMS = st.sampled_from(["trust >= 1", "trust = '98'", "aware = 'yes'", "age > 45", "selected(why, 'looting')"])
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, inner).map("({0[0]}) and ({0[1]})".format),
        st.tuples(inner, inner).map("({0[0]}) or ({0[1]})".format),
    ),
    max_leaves=6,
)


def test_de_morgan_and_the_opposite_hold_on_every_condition(found):
    @given(CONDITIONS, CONDITIONS)
    def law(left, right):
        both, either = parse(f"not (({left}) and ({right}))"), parse(f"(not ({left})) or (not ({right}))")
        assert written(holds(both, found)) == written(holds(either, found))
        assert written(decided(both, found)) == written(decided(either, found))
        assert written(decided(parse(f"not ({left})"), found)) == written(decided(parse(left), found))

    law()
