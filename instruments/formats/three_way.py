"""What changed between two versions of something, brought into a third that says more than both.

Both ways of a form use it: what people changed in a workbook goes into the questionnaire that it was written from, and
what changed in a questionnaire goes into the workbook of somebody else, cell by cell. The rest is not touched.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge.

    Attributes
    ----------
    content : dict
    lost : tuple of paths
        What changed and has no counterpart in the original, so that the change could not be brought in.
    """

    content: dict[str, Any]
    lost: tuple[Path, ...]


def merged(
    original: Mapping[str, Any], *, before: Mapping[str, Any], after: Mapping[str, Any], fills: bool = False
) -> Merged:
    """Return the original with what changed from one version to the other.

    Parameters
    ----------
    original : mapping
    before, after : mapping
        Tables are mappings of mappings; their order counts.
    fills : bool
        Whether what changed is put into a table of the original that has no such key; otherwise it is lost.

    Examples
    --------
    >>> merged({"a": 1, "mine": 2}, before={"a": 1, "b": 1}, after={"a": 5, "b": 1, "c": 3})
    Merged(content={'a': 5, 'c': 3, 'mine': 2}, lost=())
    >>> merged({"mine": 2}, before={"b": 1}, after={"b": 5}).lost
    (('b',),)
    """
    lost: list[Path] = []
    content = _merged(original, before, after, (), lost, fills)
    return Merged(content, tuple(lost))


def _merged(
    original: Mapping[str, Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    path: Path,
    lost: list[Path],
    fills: bool,  # noqa: FBT001
) -> dict[str, Any]:
    content = dict(original)
    for key in [*before, *(new for new in after if new not in before)]:
        was, now, here = before.get(key), after.get(key), (*path, key)
        if isinstance(now, Mapping) and isinstance(content.get(key), Mapping):
            content[key] = _merged(content[key], was if isinstance(was, Mapping) else {}, now, here, lost, fills)
        elif was == now:
            continue
        elif key not in original and was is not None and not (fills and path):
            lost.append(here)
        elif now is None:
            content.pop(key, None)
        else:
            content[key] = now
    return {key: content[key] for key in in_order(list(original), list(before), list(after)) if key in content}


def in_order(original: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the keys in the order of the original, with what is new after what it follows.

    Where the keys that all three hold were moved, they stand as they were moved to; what only the original holds stays
    behind what it followed.

    Examples
    --------
    >>> in_order(["a", "x", "b"], ["a", "b"], ["b", "a", "c"])
    ['b', 'a', 'c', 'x']
    """
    ordered = list(original)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        ordered = list(_moved(original, after))
    return list(_with_new(ordered, after))


def _moved(original: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    known = set(after)
    head: list[str] = []
    followers: dict[str, list[str]] = {}
    last = head
    for key in original:
        if key in known:
            last = followers.setdefault(key, [])
        else:
            last.append(key)
    yield from head
    for key in after:
        if key in followers:
            yield from (key, *followers[key])


def _with_new(ordered: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Yield the keys, and after each the new ones that follow it."""
    here = set(ordered)
    new: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in after:
        if key in here:
            anchor = key
        else:
            new.setdefault(anchor, []).append(key)
    yield from new.get(None, ())
    for key in ordered:
        yield from (key, *new.get(key, ()))
