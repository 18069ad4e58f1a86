"""Which claims are no longer what they were when they were frozen, or when the first answers came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.claims.claim import Plan
from analysis.claims.frozen import Claims, frozen_plan
from analysis.claims.plan import plan_as_written, written_claims
from instruments.errors import SurveyError
from instruments.language import Language
from instruments.words import listed, say
from survey.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A claim that is not what was fixed beforehand.

    Attributes
    ----------
    claim : str
    kind : {"changed", "added", "left_out"}
    keys : tuple of str
        What was changed, as the plan names it.
    """

    claim: str
    kind: Literal["changed", "added", "left_out"]
    keys: tuple[str, ...] = ()

    def text(self, language: Language | None = None) -> str:
        """Return the deviation in words."""
        keys = listed(self.keys, language) if self.keys else ""
        return say(f"analysis.plan.deviation_{self.kind}", language, claim=self.claim, keys=keys)


def deviations(plan: Plan, *, store: Store, folder: Path) -> tuple[Deviation, ...]:
    """Return what of a plan is not as it was fixed: by the frozen plan, and as the first answers came in.

    The store keeps the plan as it stood at each load. Where there was none yet at the first, or none that can be
    read, no claim was fixed beforehand.
    """
    now, fixed = written_claims(plan), [*_frozen(folder), *_at_first_load(store)]
    found: dict[str, Deviation] = {}
    for earlier in fixed:
        for deviation in _between(earlier, now):
            known = found.get(deviation.claim)
            keys = dict.fromkeys([*(known.keys if known else ()), *deviation.keys])
            found[deviation.claim] = Deviation(claim=deviation.claim, kind=deviation.kind, keys=tuple(keys))
    return tuple(found.values())


def changed_claims(deviations: Iterable[Deviation]) -> frozenset[str]:
    """Return the claims that are exploratory: changed or added since they were to be fixed."""
    return frozenset(deviation.claim for deviation in deviations if deviation.kind != "left_out")


def _frozen(folder: Path) -> list[Claims]:
    kept = frozen_plan(folder)
    return [] if kept is None else [kept.claims]


def _at_first_load(store: Store) -> list[Claims]:
    first = store.first_file()
    if first is None:
        return []
    try:
        return [written_claims(plan_as_written(first.plan)) if first.plan else {}]
    except SurveyError:
        return [{}]


def _between(earlier: Claims, now: Claims) -> Iterable[Deviation]:
    for name, claim in now.items():
        if name not in earlier:
            yield Deviation(claim=name, kind="added")
        elif keys := _different(earlier[name], claim):
            yield Deviation(claim=name, kind="changed", keys=keys)
    yield from (Deviation(claim=name, kind="left_out") for name in earlier if name not in now)


def _different(earlier: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys([*now, *earlier]) if earlier.get(key) != now.get(key))
