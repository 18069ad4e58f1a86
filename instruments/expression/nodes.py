"""Conditions as trees of frozen nodes, which can be read, checked, written into a form and evaluated.

Written: ``and``, ``or``, ``not``, parentheses; ``= != < <= > >=``; ``region in ('gao', 'kidal')``;
``selected(reasons, 'looting')``; ``answered(age)``. Items are bare names, codes stand in straight single quotes.

A comparison of codes sees the code that was given, "don't know" and "refused" among them; a comparison of order sees
the number or the place on the scale, and is false for a non-answer. A question that was not asked makes each
comparison false.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Operator = Literal["=", "!=", "<", "<=", ">", ">="]
Value = str | float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer to an item against a code or a number."""

    name: str
    operator: Operator
    value: Value

    @property
    def names(self) -> frozenset[str]:
        """The items that are looked at."""
        return frozenset({self.name})

    def to_xpath(self) -> str:
        """Return the condition as a field form writes it."""
        return f"${{{self.name}}} {self.operator} {_written(self.value)}"

    def __str__(self) -> str:
        return f"{self.name} {self.operator} {_written(self.value)}"


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether the answer to an item is one of some codes."""

    name: str
    values: tuple[Value, ...]

    @property
    def names(self) -> frozenset[str]:
        """The items that are looked at."""
        return frozenset({self.name})

    def to_xpath(self) -> str:
        """Return the condition as a field form writes it."""
        return "(" + " or ".join(f"${{{self.name}}} = {_written(value)}" for value in self.values) + ")"

    def __str__(self) -> str:
        return f"{self.name} in ({', '.join(map(_written, self.values))})"


@dataclass(frozen=True, slots=True)
class Selected:
    """Whether a choice is among those taken."""

    name: str
    code: str

    @property
    def names(self) -> frozenset[str]:
        """The items that are looked at."""
        return frozenset({self.name})

    def to_xpath(self) -> str:
        """Return the condition as a field form writes it."""
        return f"selected(${{{self.name}}}, {_written(self.code)})"

    def __str__(self) -> str:
        return f"selected({self.name}, {_written(self.code)})"


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether an item holds a substantive answer; to a form, whether it holds anything."""

    name: str

    @property
    def names(self) -> frozenset[str]:
        """The items that are looked at."""
        return frozenset({self.name})

    def to_xpath(self) -> str:
        """Return the condition as a field form writes it."""
        return f"${{{self.name}}} != ''"

    def __str__(self) -> str:
        return f"answered({self.name})"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: "Expression"

    @property
    def names(self) -> frozenset[str]:
        """The items that are looked at."""
        return self.part.names

    def to_xpath(self) -> str:
        """Return the condition as a field form writes it."""
        return f"not({self.part.to_xpath()})"

    def __str__(self) -> str:
        return f"not ({self.part})"


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions that must all hold (``and``), or one of which must (``or``)."""

    join: Literal["and", "or"]
    parts: tuple["Expression", ...]

    @property
    def names(self) -> frozenset[str]:
        """The items that are looked at."""
        return frozenset().union(*(part.names for part in self.parts))

    def to_xpath(self) -> str:
        """Return the condition as a field form writes it."""
        return f" {self.join} ".join(
            f"({part.to_xpath()})" if isinstance(part, Joined) else part.to_xpath() for part in self.parts
        )

    def __str__(self) -> str:
        return f" {self.join} ".join(f"({part})" if isinstance(part, Joined) else str(part) for part in self.parts)


Expression = Comparison | Membership | Selected | Answered | Not | Joined


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and every part of it."""
    yield expression
    parts = expression.parts if isinstance(expression, Joined) else ()
    for part in (expression.part,) if isinstance(expression, Not) else parts:
        yield from walk(part)


def _written(value: Value) -> str:
    """Return a code in quotes, or a number with all its digits and no exponent, which forms do not know."""
    return f"'{value}'" if isinstance(value, str) else f"{Decimal(repr(value)).normalize():f}"
