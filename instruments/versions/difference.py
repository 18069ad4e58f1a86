"""Set two versions of a questionnaire side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.versions.change import Change, Comparability, change
from instruments.versions.questions import changed_question


def difference(old: Instrument, *, new: Instrument) -> tuple[Change, ...]:
    """Return what changed from one version to the next; what changed alike in several questions is said once."""
    return (*_whole(old, new), *_merged(_questions(old, new)))


def _whole(old: Instrument, new: Instrument) -> Iterator[Change]:
    if old.name != new.name:
        yield change("other_questionnaire", Comparability.DOUBTFUL, old=old.name, new=new.name)
    elif old.version == new.version and old.hash != new.hash:
        yield change("same_version", Comparability.DOUBTFUL, version=new.version)
    for language in new.languages:
        if language not in old.languages:
            yield change("language_added", Comparability.DOUBTFUL, language=language)


def _questions(old: Instrument, new: Instrument) -> Iterator[Change]:
    for item in new.items:
        if item.name not in old:
            yield _of_one("item_added", Comparability.KEPT, item)
    for item in old.items:
        if item.name not in new:
            yield _of_one("item_removed", Comparability.LOST, item)
    for item in new.items:
        if item.name in old:
            yield from changed_question(old.item(item.name), item, before=old, after=new)
    for name in _moved(old, new):
        yield _of_one("moved", Comparability.DOUBTFUL, new.item(name))


def _of_one(code: str, comparability: Comparability, item: Item) -> Change:
    return replace(change(code, comparability), items=(item.name,))


def _moved(old: Instrument, new: Instrument) -> tuple[str, ...]:
    """Return the questions of both versions that no longer stand in the order of the others."""
    before = [item.name for item in old.items if item.name in new]
    after = [item.name for item in new.items if item.name in old]
    matches = SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks()
    stayed = {name for match in matches for name in after[match.b : match.b + match.size]}
    return tuple(name for name in after if name not in stayed)


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield each change once, with all the questions that it touches."""
    alike: dict[Change, list[str]] = {}
    for one in changes:
        alike.setdefault(replace(one, items=()), []).extend(one.items)
    for one, items in alike.items():
        yield replace(one, items=tuple(items))
