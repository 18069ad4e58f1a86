"""What people say when asked, beside what a list experiment counts without asking: the same people, both ways."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.contrasts import Contrast, interval, linear_contrast, share_of
from analysis.estimators.joint import joint_means
from analysis.footing import Footing, Sum
from analysis.groups import Group, groups_of
from analysis.nets import ends_of
from analysis.sample import Sample
from instruments.item import Item

LEVEL = 0.95
FEWEST_PSUS = 2

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share, or a difference of shares, with its interval; the numbers are None where there is no error."""

    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BothWays:
    """One group: what it says openly, what the lists count, and how much more the lists count.

    Attributes
    ----------
    n, n_psu : int
        Interviews with an answer to both questions, and their PSUs (unweighted).
    fewest : int
        The smaller of the two arms.
    footings : tuple of Footing
        What the direct and the indirect share stand on, where there are any.
    """

    group: Group
    direct: Figure
    indirect: Figure
    gap: Figure
    n: int
    n_psu: int
    fewest: int
    footings: tuple[Footing, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTwoWays:
    """A list experiment and the direct question on the same matter.

    Attributes
    ----------
    direct, listed : str
        The items.
    codes : tuple of str
        Answers to the direct question that are counted.
    groups : tuple of BothWays
        Everybody first, then town and countryside.
    """

    direct: str
    listed: str
    codes: tuple[str, ...]
    groups: tuple[BothWays, ...]


def asked_two_ways(sample: Sample) -> tuple[AskedTwoWays, ...]:
    """Return each list experiment of a study beside the first direct question on the same construct.

    The share that the lists count is the difference of the mean counts of both arms.

    References
    ----------
    Blair and Imai (2012), Statistical analysis of list experiments, Political Analysis 20, 47-77: equation 2.
    """
    return tuple(_both(direct, listed, sample) for direct, listed in _pairs(sample))


def _pairs(sample: Sample) -> Iterator[tuple[Item, Item]]:
    items = sample.study.instrument.items
    for listed in items:
        if listed.kind == "list_experiment" and len(listed.arms) == 2 and listed.assigned_by:
            for item in items:
                if item.construct == listed.construct and ends_of(item.name, study=sample.study):
                    yield item, listed
                    break


def _both(direct: Item, listed: Item, sample: Sample) -> AskedTwoWays:
    milieu = sample.study.instrument.with_role("milieu")
    groups = groups_of([milieu.name] if milieu else [], sample=sample)
    codes = ends_of(direct.name, study=sample.study)["top"]
    told = tuple(_one_group(group, members, (direct, listed, codes), sample) for group, members in groups.items())
    return AskedTwoWays(direct=direct.name, listed=listed.name, codes=codes, groups=told)


def _one_group(group: Group, members: Mask, asked: tuple[Item, Item, tuple[str, ...]], sample: Sample) -> BothWays:
    direct, listed, codes = asked
    responses = sample.responses
    members = members & responses.answered(direct.name) & responses.answered(listed.name)
    arm = responses.values[str(listed.assigned_by)].astype(object).to_numpy()
    longer, shorter = sorted(listed.arms, key=lambda each: len(each.statements), reverse=True)
    count = sample.frame[listed.name].to_numpy(dtype=float)
    open_ = responses.values[direct.name].isin(codes).to_numpy(dtype=float)
    within = [members & (arm == longer.code), members & (arm == shorter.code), members]
    joint = joint_means(
        sample.design,
        np.column_stack([np.where(rows, of, np.nan) for rows, of in zip(within, (count, count, open_), strict=True)]),
    )
    told = joint.n_psu.min() >= FEWEST_PSUS
    contrasts = (
        share_of(joint, index=2),
        linear_contrast(joint, coefficients=[1.0, -1.0, 0.0]),
        linear_contrast(joint, coefficients=[1.0, -1.0, -1.0]),
    )
    figures = [_figure(contrast) if told else Figure(estimate=None, low=None, high=None) for contrast in contrasts]
    return BothWays(
        group=group,
        direct=figures[0],
        indirect=figures[1],
        gap=figures[2],
        n=int(joint.n[2]),
        n_psu=int(joint.n_psu[2]),
        fewest=int(joint.n[:2].min()),
        footings=_footings(direct, listed, within, joint.sum_weights) if told else (),
    )


def _footings(direct: Item, listed: Item, within: list[Mask], totals: Floats) -> tuple[Footing, ...]:
    """Return what both shares stand on; of the lists, each arm's mean count."""
    arms = zip(within, totals, (1.0, -1.0), strict=False)
    counts = tuple(Sum(of=listed.name, among=rows, weight=sign / float(total)) for rows, total, sign in arms)
    return Footing((Sum(of=direct.name, among=within[2]),)), Footing(counts)


def _figure(contrast: Contrast) -> Figure:
    if not contrast.varies or contrast.df < 1:
        return Figure(estimate=contrast.estimate, low=None, high=None)
    low, high = interval(contrast, level=LEVEL)
    return Figure(estimate=contrast.estimate, low=low, high=high)
