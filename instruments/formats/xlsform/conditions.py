"""Conditions as a form computes them: it compares codes, knows no scale, and holds nothing where nothing was asked."""

import operator
from collections.abc import Callable, Iterable, Mapping

from instruments.expression import Answered, Comparison, Expression, Joined, Membership, Not, Selected
from instruments.instrument import Instrument
from instruments.scale import Scale

_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def for_form(expression: Expression, instrument: Instrument) -> Expression:
    """Return the condition whose XPath holds in a form exactly where the condition holds.

    An order on a scale becomes a list of codes, so that "98, don't know" is not above "3"; an inequality is false
    where nothing was asked; a choice among several is looked for, not compared.

    Examples
    --------
    >>> from instruments import library
    >>> from instruments.expression import parse
    >>> str(for_form(parse("resentment >= 3"), library.load("household")))
    "resentment in ('3', '4', '5')"
    """
    match expression:
        case Joined(join=join, parts=parts):
            return Joined(join, tuple(for_form(part, instrument) for part in parts))
        case Not(part=part):
            return Not(for_form(part, instrument))
        case Answered(name=name):
            return _but_for(expression, name, instrument)
        case Comparison(name=name):
            return _comparison(expression, instrument)
        case Membership(name=name, values=values) if _several(name, instrument):
            return _any(Selected(name, str(value)) for value in values)
        case _:
            return expression


def _comparison(comparison: Comparison, instrument: Instrument) -> Expression:
    name, sign, value = comparison.name, comparison.operator, comparison.value
    if sign == "!=":
        same = for_form(Comparison(name, "=", value), instrument)
        return Joined("and", (Answered(name), Not(same)))
    if sign == "=":
        return Selected(name, str(value)) if _several(name, instrument) else comparison
    scale = instrument.scale_of(name)
    if scale is None or not scale.codes:
        return _but_for(comparison, name, instrument)
    return Membership(name, tuple(code for code in scale.codes if _ORDERS[sign](_place(scale, code), float(value))))


def _but_for(condition: Expression, name: str, instrument: Instrument) -> Expression:
    """Return a condition that does not hold for the codes of an item that are no answer."""
    scale = instrument.scale_of(name)
    if scale is None or not scale.non_answers:
        return condition
    codes = tuple(scale.non_answers)
    silent = _any(Selected(name, code) for code in codes) if _several(name, instrument) else Membership(name, codes)
    return Joined("and", (condition, Not(silent)))


def _any(parts: Iterable[Expression]) -> Expression:
    first, *others = parts
    return Joined("or", (first, *others)) if others else first


def _several(name: str, instrument: Instrument) -> bool:
    return instrument.item(name).kind == "select_multiple"


def _place(scale: Scale, code: str) -> float:
    value = scale.value_of(code)
    return float("nan") if value is None else value
