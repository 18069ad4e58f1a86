"""Read conditions: words into an expression, or a refusal that shows the place and a remedy."""

import re
from typing import NoReturn, cast

from instruments.errors import Place, refuse
from instruments.expression.nodes import (
    Answered,
    Comparison,
    Expression,
    Joined,
    Membership,
    Not,
    Operator,
    Selected,
    Value,
)

_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)|(?P<text>'[^']*')|(?P<operator><=|>=|!=|=|<|>)|(?P<mark>[(),])|(?P<name>[^\W\d]\w*))"
)
_CURLY = re.compile("[“”‘’«»]")
_WORDS = frozenset({"and", "or", "not", "in"})


def parse(text: str, *, place: Place | None = None) -> Expression:
    """Return the expression that a text stands for.

    Raises
    ------
    SurveyError
        If the text is none: with what stood where, and what was expected.

    Examples
    --------
    >>> str(parse("aware = 'yes' and (resentment >= 3 or not answered(age))"))
    "aware = 'yes' and (resentment >= 3 or not (answered(age)))"
    """
    return _Reader(text, place or Place()).whole()


class _Reader:
    """A text being read from left to right, by recursive descent."""

    def __init__(self, text: str, place: Place) -> None:
        self._text, self._place, self._at = text, place, 0
        if curly := _CURLY.search(text):
            raise refuse("instruments.expression.curly_quote", place, got=curly.group(), text=text)

    def whole(self) -> Expression:
        expression = self._or()
        if self._peek():
            self._fail("and, or")
        return expression

    def _or(self) -> Expression:
        parts = [self._and()]
        while self._take("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Joined("or", tuple(parts))

    def _and(self) -> Expression:
        parts = [self._not()]
        while self._take("and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else Joined("and", tuple(parts))

    def _not(self) -> Expression:
        if self._take("not"):
            return Not(self._not())
        if self._take("("):
            inside = self._or()
            self._need(")")
            return inside
        return self._condition()

    def _condition(self) -> Expression:
        name = self._name()
        if name in ("selected", "answered") and self._take("("):
            return self._call(name)
        if self._take("in"):
            return Membership(name, self._values())
        operator = self._peek()
        if operator not in ("=", "!=", "<", "<=", ">", ">="):
            self._fail("=, !=, <, <=, >, >=, in")
        self._next()
        return Comparison(name, cast("Operator", operator), self._value())

    def _call(self, function: str) -> Expression:
        name = self._name()
        if function == "answered":
            self._need(")")
            return Answered(name)
        self._need(",")
        code = self._value()
        self._need(")")
        return Selected(name, code if isinstance(code, str) else f"{code:g}")

    def _values(self) -> tuple[Value, ...]:
        self._need("(")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        self._need(")")
        return tuple(values)

    def _value(self) -> Value:
        token = self._peek()
        if token.startswith("'"):
            return self._next()[1:-1]
        if token.lstrip("-")[:1].isdigit():
            return float(self._next())
        return self._fail("'code', 1")

    def _name(self) -> str:
        token = self._peek()
        if not token or not (token[0].isalpha() or token[0] == "_") or token in _WORDS:
            self._fail("item")
        return self._next()

    def _peek(self) -> str:
        found = _TOKEN.match(self._text, self._at)
        if found:
            return found.group().strip()
        return self._text[self._at :].strip()[:1]

    def _next(self) -> str:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            return self._fail("item, 'code'")
        self._at = found.end()
        return found.group().strip()

    def _take(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._next()
        return True

    def _need(self, token: str) -> None:
        if not self._take(token):
            self._fail(token)

    def _fail(self, expected: str) -> NoReturn:
        code = "instruments.expression.unfinished" if not self._peek() else "instruments.expression.unexpected"
        raise refuse(code, self._place, text=self._text, got=self._peek(), position=self._at + 1, expected=expected)
