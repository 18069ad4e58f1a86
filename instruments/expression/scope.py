"""Check conditions against what they speak of: every item and every code must be there, and be comparable."""

import difflib
from collections.abc import Iterator, Mapping

from instruments.errors import Place, Problem
from instruments.expression.nodes import Answered, Comparison, Expression, Membership, Selected, Value, walk
from instruments.scale import Scale
from instruments.words import listed

Scope = Mapping[str, Scale | None]
"""What can be named: the scale of an item that has one, None for numbers, dates and free codes."""


def check(expression: Expression, scope: Scope, *, place: Place | None = None) -> tuple[Problem, ...]:
    """Return a problem for each name, code or comparison that cannot be meant.

    Parameters
    ----------
    expression : Expression
    scope : mapping of name to Scale or None
    place : Place, optional
        Where the expression stands.
    """
    return tuple(problem for part in walk(expression) for problem in _faults(part, scope, place or Place()))


def _faults(part: Expression, scope: Scope, place: Place) -> Iterator[Problem]:
    if not isinstance(part, Comparison | Membership | Selected | Answered):
        return
    if part.name not in scope:
        values = {"got": part.name, "near": _near(part.name, scope)}
        yield Problem(code="instruments.expression.unknown_item", place=place, values=values)
        return
    scale = _list_of_codes(scope[part.name])
    for value in _compared(part):
        yield from _wrong_value(part, value, scale, place)


def _list_of_codes(scale: Scale | None) -> Scale | None:
    """Return the scale, or None where it only adds "don't know" and the like to a number."""
    return scale if scale is not None and scale.codes else None


def _compared(part: Comparison | Membership | Selected | Answered) -> tuple[Value, ...]:
    if isinstance(part, Membership):
        return part.values
    if isinstance(part, Selected):
        return (part.code,)
    return (part.value,) if isinstance(part, Comparison) else ()


def _wrong_value(
    part: Comparison | Membership | Selected | Answered, value: Value, scale: Scale | None, place: Place
) -> Iterator[Problem]:
    ordered = isinstance(part, Comparison) and part.operator not in ("=", "!=")
    if ordered and (isinstance(value, str) or (scale is not None and not scale.ordered)):
        values = {"name": part.name, "condition": str(part)}
        yield Problem(code="instruments.expression.no_order", place=place, values=values)
    elif not ordered and scale is not None and _code(value) not in [choice.code for choice in scale.choices]:
        codes = [choice.code for choice in scale.choices]
        values = {"name": part.name, "got": _code(value), "codes": listed(codes)}
        yield Problem(code="instruments.expression.unknown_code", place=place, values=values)
    elif isinstance(part, Comparison) and ordered and scale is not None and not _can_hold(part, scale):
        values = {"condition": str(part)}
        yield Problem(code="instruments.expression.never", place=place, values=values)


def _can_hold(part: Comparison, scale: Scale) -> bool:
    places = [choice.value for choice in scale.choices if choice.value is not None]
    low, high, value = min(places, default=0.0), max(places, default=0.0), float(part.value)
    return {"<": low < value, "<=": low <= value, ">": high > value, ">=": high >= value}[part.operator]


def _code(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _near(name: str, scope: Scope) -> str:
    near = difflib.get_close_matches(name, list(scope), n=3)
    return listed(near or sorted(scope)[:8])
