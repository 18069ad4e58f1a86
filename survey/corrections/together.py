"""Changes of one line: an answer that was recoded, and the words that it was recoded from."""

from collections.abc import Sequence

from instruments.instrument import Instrument
from survey.corrections.specified import specified
from survey.store import Entry

_SAME = ("submission_id", "made_by", "why", "decided_on", "source")


def of_one_line(entry: Entry, trail: Sequence[Entry], *, instrument: Instrument) -> tuple[Entry, ...]:
    """Return a change with the one that the same line asked for beside it; nearly always it stands alone.

    A line that recodes is written as two entries, the answer and then the words, one right after the other.
    """
    pairs = {(found.parent.name, found.text.name) for found in specified(instrument)}
    both = [entry, *(one for one in trail if _beside(one, entry, pairs))]
    return tuple(sorted(both, key=lambda one: one.number))


def _beside(one: Entry, entry: Entry, pairs: set[tuple[str, str]]) -> bool:
    first, second = sorted((one, entry), key=lambda each: each.number)
    return (
        second.number == first.number + 1
        and (first.item, second.item) in pairs
        and second.action == "blank"
        and all(getattr(first, name) == getattr(second, name) for name in _SAME)
    )
