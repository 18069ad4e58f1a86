"""Which versions there are of an interview, and which one counts: what was edited on the server supersedes the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an interview, without its answers.

    Attributes
    ----------
    key : int
        Later loaded, larger.
    submission_id : str
        The first version, as far as the file says it: ``meta/rootUuid`` of Kobo, ``KEY`` of ODK Central.
    instance_id : str
        This version.
    deprecated_id : str
        The version that it replaces, where the file says it.
    edits : int
        How often it had been edited, where the file says it.
    """

    key: int
    submission_id: str
    instance_id: str
    deprecated_id: str = ""
    edits: int = 0

    @property
    def earlier(self) -> frozenset[str]:
        """The versions that this one supersedes for certain."""
        return frozenset({self.submission_id, self.deprecated_id}) - {self.instance_id, ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """An interview with its versions, the one that counts last."""

    submission_id: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """The version that counts."""
        return self.versions[-1]


def interviews(versions: Iterable[Version]) -> tuple[Interview, ...]:
    """Return the interviews behind versions, in the order in which they first came.

    The order of loading matters only between versions of which no file says which one is later.

    Examples
    --------
    >>> edited = Version(key=1, submission_id="a", instance_id="b", deprecated_id="a")
    >>> (interview,) = interviews([edited, Version(key=2, submission_id="a", instance_id="a")])
    >>> interview.submission_id, interview.latest.instance_id
    ('a', 'b')
    """
    held = list(versions)
    names = _names([version for version in held if version.earlier])
    grouped: dict[str, list[Version]] = defaultdict(list)
    for version in held:
        grouped[names.get(version.instance_id, version.instance_id)].append(version)
    return tuple(Interview(submission_id=name, versions=_in_order(group)) for name, group in grouped.items())


def aliases(found: Iterable[Interview]) -> Mapping[str, str]:
    """Return for each identity that any version has the name of its interview."""
    return {version.instance_id: one.submission_id for one in found for version in one.versions}


def _in_order(group: Sequence[Version]) -> tuple[Version, ...]:
    superseded = frozenset[str]().union(*(version.earlier for version in group))
    return tuple(sorted(group, key=lambda v: (v.instance_id not in superseded, v.edits, v.key)))


def _names(edited: Sequence[Version]) -> Mapping[str, str]:
    """Return for each identity that belongs to an edited interview the identity of its first version."""
    families: dict[str, set[str]] = {}
    for version in edited:
        joined = {version.instance_id, *version.earlier}
        for identity in list(joined):
            joined |= families.get(identity, set())
        families |= dict.fromkeys(joined, joined)
    later = {version.instance_id for version in edited}
    firsts = {id(family): min(family - later or family) for family in families.values()}
    return {identity: firsts[id(family)] for identity, family in families.items()}
