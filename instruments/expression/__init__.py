"""Conditions on answers: one grammar for routing, derived variables and claims."""

from instruments.expression.grammar import parse
from instruments.expression.nodes import (
    Answered,
    Comparison,
    Expression,
    Joined,
    Membership,
    Not,
    Selected,
    walk,
)
from instruments.expression.scope import check

__all__ = [
    "Answered",
    "Comparison",
    "Expression",
    "Joined",
    "Membership",
    "Not",
    "Selected",
    "check",
    "parse",
    "walk",
]
