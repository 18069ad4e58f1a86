"""What is written of a condition is read back as the same condition."""

from hypothesis import given
from hypothesis import strategies as st

from instruments.expression import Answered, Comparison, Joined, Membership, Not, Selected, parse, walk

WORDS = {"and", "or", "not", "in", "selected", "answered"}

names = st.from_regex(r"[a-z_][a-z0-9_]{0,12}", fullmatch=True).filter(lambda name: name not in WORDS)
codes = st.text(st.characters(exclude_characters="'“”‘’«»", exclude_categories=["C", "Z"]), max_size=8)
numbers = st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: number + 0.0)
values = codes | numbers
conditions = st.one_of(
    st.builds(Comparison, names, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), values),
    st.builds(Membership, names, st.lists(values, min_size=1, max_size=4).map(tuple)),
    st.builds(Selected, names, codes),
    st.builds(Answered, names),
)
expressions = st.recursive(
    conditions,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(Joined, st.sampled_from(["and", "or"]), st.lists(parts, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(expressions)
def test_what_is_written_is_read_back(expression):
    assert parse(str(expression)) == expression


@given(expressions)
def test_an_expression_names_what_its_parts_name(expression):
    assert expression.names == {part.name for part in walk(expression) if not isinstance(part, Not | Joined)}
