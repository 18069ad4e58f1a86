"""The groups that a report compares: everybody, and each value of the banner variables."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.answers import label_of, values_of
from analysis.sample import Sample
from instruments.text import Text
from survey.study import Study

WAVE = "wave"  # a banner of every study with several rounds

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One value of a banner variable. The first group, with no variable, is everybody."""

    variable: str
    variable_label: Text
    code: str
    label: Text


def banners_of(study: Study) -> tuple[str, ...]:
    """Return every breakdown of a study: those it names, then region, then the rounds where there are several."""
    region = study.instrument.with_role("region")
    also = [region.name] if region is not None and region.scale is not None else []
    also += [WAVE] if len(study.waves) > 1 else []
    return tuple(dict.fromkeys([*study.report.banners, *also]))


def groups_of(banners: Sequence[str], *, sample: Sample) -> dict[Group, Mask]:
    """Return each group with its members: everybody first, then banner by banner."""
    everybody = Group(variable="", variable_label=Text(), code="", label=Text())
    groups = {everybody: np.ones(len(sample.responses), dtype=bool)}
    for name in banners:
        held = _held(name, sample)
        for code, label in _values(name, sample.study):
            group = Group(variable=name, variable_label=_named(name, sample.study), code=code, label=label)
            groups[group] = held == code
    return groups


def blocks_of(groups: Sequence[Group]) -> tuple[tuple[int, ...], ...]:
    """Return the places of the groups of each banner; everybody is in none.

    Examples
    --------
    >>> sides = [Group(variable=v, variable_label=Text(), code=c, label=Text()) for v, c in ["  ", "sa", "sb", "tc"]]
    >>> blocks_of(sides[1:])
    ((0, 1), (2,))
    """
    variables = dict.fromkeys(group.variable for group in groups if group.variable)
    return tuple(
        tuple(place for place, group in enumerate(groups) if group.variable == variable) for variable in variables
    )


def _held(name: str, sample: Sample) -> NDArray[np.object_]:
    table = sample.responses.submissions if name == WAVE else sample.responses.values
    return table[name].astype(object).to_numpy()


def _values(name: str, study: Study) -> tuple[tuple[str, Text], ...]:
    if name == WAVE:
        return tuple((wave.name, Text.of({"en": wave.name, "fr": wave.name})) for wave in study.waves)
    return values_of(name, study=study)


def _named(name: str, study: Study) -> Text:
    return Text.of({"en": "Round", "fr": "Vague"}) if name == WAVE else label_of(name, study=study)
