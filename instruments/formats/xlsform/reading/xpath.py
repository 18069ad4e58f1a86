"""Conditions as forms write them, in our own grammar: only where both mean the same in every interview."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from instruments.errors import Place, SurveyError
from instruments.expression import Answered, Comparison, Expression, Joined, Membership, Not, Selected, parse
from instruments.item import CHOSEN, NUMBERS

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_NAME = re.compile(r"[^\W\d]\w*")
_BARE = re.compile(r"(?<![\w.])[^\W\d][\w.-]*")
_RESERVED = frozenset({"and", "or", "not", "in", "selected", "answered"})
_ALLOWED = frozenset({"and", "or", "not", "selected"})
_CURLY = re.compile("[“”‘’«»]")
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition must know of a question.

    Attributes
    ----------
    kind : str
    codes : tuple of str
        The codes of its answers; none where it has no list.
    """

    kind: str
    codes: tuple[str, ...] = ()


Scope = Mapping[str, Asked]


class InexpressibleError(Exception):
    """A condition that a form can compute and our grammar cannot say."""


def references(xpath: str) -> list[str]:
    """Return the names that stand in ``${}``.

    Examples
    --------
    >>> references("${a} = 1 or ${ b } = 2")
    ['a', 'b']
    """
    return _REFERENCE.findall(xpath)


def curly_quote(xpath: str) -> str | None:
    """Return a curly quote that stands for a straight one, if there is any: within straight quotes it is only text."""
    found = _CURLY.search(_QUOTED.sub("", xpath))
    return found.group() if found else None


def expression_of(xpath: str, scope: Scope) -> Expression:
    """Return a condition of a form in our grammar.

    Raises
    ------
    InexpressibleError
        If our grammar has no words for it, they would not mean the same, or it names what is no question.

    Examples
    --------
    >>> scope = {"aware": Asked("select_one", ("yes", "no")), "trust": Asked("select_one", ("1", "2", "3", "98"))}
    >>> str(expression_of("${aware} != 'yes' and (${trust}=1 or ${trust}=2)", scope))
    "not (aware = 'yes') and trust in ('1', '2')"
    >>> str(expression_of("${trust} >= 2", scope)), str(expression_of("${aware} = ''", scope))
    ("trust in ('2', '3', '98')", 'not (answered(aware))')
    """
    if not set(references(xpath)) <= set(scope):
        raise InexpressibleError(xpath)
    try:
        read = parse(_in_our_words(xpath), place=Place())
    except SurveyError as error:
        raise InexpressibleError(xpath) from error
    return simplified(_meant(read, scope))


def simplified(expression: Expression) -> Expression:
    """Return a condition in the shortest words of the same meaning: no condition twice, alternatives as one list."""
    match expression:
        case Not(part=Not(part=part)):
            return simplified(part)
        case Not(part=part):
            return Not(simplified(part))
        case Joined(join=join):
            parts = list(dict.fromkeys(_flat(expression)))
            parts = _lists(parts) if join == "or" else _unequal(parts)
            return parts[0] if len(parts) == 1 else Joined(join, tuple(parts))
        case _:
            return expression


def joined(parts: list[Expression]) -> Expression | None:
    """Return the condition that all of some hold; None where there are none."""
    return simplified(Joined("and", tuple(parts))) if parts else None


def _in_our_words(xpath: str) -> str:
    """Return a text that ``parse`` can read: straight single quotes, names without their braces."""
    pieces = []
    at = 0
    for quoted in _QUOTED.finditer(xpath):
        pieces += [_without_braces(xpath[at : quoted.start()]), _single(quoted.group())]
        at = quoted.end()
    return " ".join("".join([*pieces, _without_braces(xpath[at:])]).split())


def _without_braces(part: str) -> str:
    if any(word not in _ALLOWED for word in _BARE.findall(_REFERENCE.sub(" ", part))):
        raise InexpressibleError(part)
    for name in references(part):
        if not _NAME.fullmatch(name) or name in _RESERVED:
            raise InexpressibleError(part)
    return _REFERENCE.sub(r" \1 ", part)


def _single(quoted: str) -> str:
    inside = quoted[1:-1]
    if "'" in inside or _CURLY.search(inside) or inside != " ".join(inside.split()):
        raise InexpressibleError(quoted)
    return f"'{inside}'"


def _meant(expression: Expression, scope: Scope) -> Expression:
    match expression:
        case Joined(join=join, parts=parts):
            return Joined(join, tuple(_meant(part, scope) for part in parts))
        case Not(part=part):
            return Not(_meant(part, scope))
        case Comparison():
            return _compared(expression, scope.get(expression.name, Asked("")))
        case Selected(name=name) if scope.get(name, Asked("select_one")).kind not in CHOSEN:
            raise InexpressibleError(name)
        case _:
            return expression


def _compared(comparison: Comparison, asked: Asked) -> Expression:
    name, sign, value = comparison.name, comparison.operator, comparison.value
    if value == "":
        return _emptiness(name, sign)
    if asked.kind == "select_multiple":  # to a form, all that was chosen is one text
        raise InexpressibleError(name)
    if sign in _ORDERS:
        return _order(comparison, asked)
    same = Comparison(name, "=", _as_stored(value, asked))
    return same if sign == "=" else Not(same)  # a form finds an empty answer unequal, our grammar does not


def _emptiness(name: str, sign: str) -> Expression:
    if sign in _ORDERS:
        raise InexpressibleError(name)
    return Answered(name) if sign == "!=" else Not(Answered(name))


def _order(comparison: Comparison, asked: Asked) -> Expression:
    try:
        bound = float(comparison.value)
    except ValueError as error:
        raise InexpressibleError(comparison.name) from error
    if asked.kind in NUMBERS:
        return Comparison(comparison.name, comparison.operator, bound)
    if asked.kind != "select_one":
        raise InexpressibleError(comparison.name)
    codes = tuple(code for code in asked.codes if _holds(code, comparison.operator, bound))
    if not codes:
        raise InexpressibleError(comparison.name)
    return Membership(comparison.name, codes)


def _holds(code: str, sign: str, bound: float) -> bool:
    try:
        return _ORDERS[sign](float(code), bound)
    except ValueError:
        return False


def _as_stored(value: str | float, asked: Asked) -> str | float:
    """Return a value as the answers hold it: a number for a number, a code for a code."""
    if asked.kind in NUMBERS:
        try:
            return float(value)
        except ValueError as error:
            raise InexpressibleError(str(value)) from error
    return value if isinstance(value, str) else f"{value:g}"


def _flat(expression: Joined) -> Iterator[Expression]:
    for part in map(simplified, expression.parts):
        if isinstance(part, Joined) and part.join == expression.join:
            yield from part.parts
        else:
            yield part


def _lists(parts: list[Expression]) -> list[Expression]:
    """Return alternatives of one question as a list of its codes."""
    found: list[Expression] = []
    for name, some in groupby(parts, key=_listed_name):
        alike = list(some)
        if name is None:
            found += alike
        else:
            values = tuple(dict.fromkeys(value for part in alike for value in _values(part)))
            found.append(Membership(name, values) if len(values) > 1 else Comparison(name, "=", values[0]))
    return found


def _listed_name(part: Expression) -> str | None:
    if isinstance(part, Membership) or (isinstance(part, Comparison) and part.operator == "="):
        return part.name
    return None


def _values(part: Expression) -> tuple[str | float, ...]:
    return part.values if isinstance(part, Membership) else (part.value,) if isinstance(part, Comparison) else ()


def _unequal(parts: list[Expression]) -> list[Expression]:
    """Return "answered, and not this" as the one comparison that it is in our grammar."""
    found: list[Expression] = []
    for part in parts:
        before = found[-1] if found else None
        match before, part:
            case Answered(name=name), Not(part=Comparison(name=other, operator="=", value=value)) if name == other:
                found[-1] = Comparison(name, "!=", value)
            case _:
                found.append(part)
    return found
