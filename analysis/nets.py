"""Nets: the answers at either end of a scale taken together, such as the top two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.inference.letters import Higher
from survey.offered import offered
from survey.study import Study

End = Literal["bottom", "top"]
Figures = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """The share of some answers together, by group.

    Attributes
    ----------
    end : {"bottom", "top"}
    codes : tuple of str
        The answers that it takes together, in the order of the scale.
    share, se, low, high : tuple of float or None, a figure a group
        With the 95% interval on the logit scale; None where there is no answer or no error.
    above : tuple
        Places of the groups that the group is higher than; None where it is not compared.
    """

    end: End
    codes: tuple[str, ...]
    share: Figures
    se: Figures
    low: Figures
    high: Figures
    above: Higher


def ends_of(item: str, *, study: Study) -> dict[End, tuple[str, ...]]:
    """Return the answers at both ends of an ordered scale: two of four or more, one of three; none of fewer."""
    scale = offered(study.instrument.item(item), instrument=study.instrument)
    if scale is None or not scale.ordered:
        return {}
    codes = in_order(scale.codes, [scale.value_of(code) for code in scale.codes])
    reach = 2 if len(codes) >= 4 else 1
    return {"bottom": codes[:reach], "top": codes[-reach:]} if len(codes) >= 3 else {}


def in_order(codes: Sequence[str], values: Sequence[float | None]) -> tuple[str, ...]:
    """Return codes from the lowest value to the highest; those without a value keep their place.

    Examples
    --------
    >>> in_order(["a", "b", "c"], [3.0, 2.0, 1.0])
    ('c', 'b', 'a')
    """
    if any(value is None for value in values):
        return tuple(codes)
    return tuple(code for _, code in sorted(zip(values, codes, strict=True), key=lambda pair: pair[0] or 0.0))
