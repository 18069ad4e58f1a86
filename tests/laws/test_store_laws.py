"""Versions of an interview are recognised whatever the order in which they come."""

from hypothesis import given
from hypothesis import strategies as st

from survey.store.versions import Version, interviews


@st.composite
def histories(draw):
    """Interviews that were edited again and again; each version says which one it replaces, some which was first."""
    made = []
    for interview in range(draw(st.integers(1, 4))):
        names = [f"{interview}-{version}" for version in range(draw(st.integers(1, 5)))]
        for at, name in enumerate(names):
            first = names[0] if draw(st.booleans()) else name
            made.append((first, name, names[at - 1] if at else ""))
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(history, chance):
    shuffled = history.copy()
    chance.shuffle(shuffled)
    assert {_told(one) for one in _interviews(shuffled)} == {_told(one) for one in _interviews(history)}


@given(histories(), st.randoms(use_true_random=False))
def test_the_last_version_counts_and_no_version_is_lost(history, chance):
    last = {name.split("-")[0]: name for _, name, _ in history}
    shuffled = history.copy()
    chance.shuffle(shuffled)
    found = _interviews(shuffled)
    assert {one.latest.instance_id for one in found} == set(last.values())
    assert {one.submission_id for one in found} == {f"{number}-0" for number in last}
    assert sorted(version.instance_id for one in found for version in one.versions) == sorted(
        name for _, name, _ in history
    )


def _interviews(history):
    return interviews(
        Version(key=key, submission_id=first, instance_id=name, deprecated_id=replaced)
        for key, (first, name, replaced) in enumerate(history)
    )


def _told(interview):
    return interview.submission_id, interview.latest.instance_id, frozenset(v.instance_id for v in interview.versions)
