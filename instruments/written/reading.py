"""Read a TOML file into a validated section, or refuse it with every fault that it has."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.written.faults import faults

_WHERE = re.compile(r"(?P<reason>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)
_AT_END = " (at end of document)"

S = TypeVar("S", bound=BaseModel)


def parsed(content: bytes, *, file: str) -> Mapping[str, Any]:
    """Return the tables of a TOML file.

    Raises
    ------
    SurveyError
        If the bytes are not UTF-8, or not TOML: with the line.
    """
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise refuse("instruments.written.not_utf8", Place(file=file)) from error
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), Place(file=file)) from error


def _not_toml(fault: str, place: Place) -> SurveyError:
    """Return the refusal, with the line in the user's language and the words of the parser in quotes."""
    found = _WHERE.fullmatch(fault)
    if found is None:
        return refuse("instruments.written.not_toml", place, reason=fault.removesuffix(_AT_END))
    values = {"line": int(found["line"]), "column": int(found["column"]), "reason": found["reason"]}
    code = "instruments.written.not_toml_above" if _begins_above(found) else "instruments.written.not_toml_at"
    return SurveyError(Problem(code=code, place=place, values=values))


def _begins_above(found: re.Match[str]) -> bool:
    """Whether a list may have been left open on an earlier line: only within one does a line begin with a value."""
    return found["reason"].startswith("Unclosed") or (found["reason"] == "Invalid value" and found["column"] == "1")


def validated(model: type[S], document: Mapping[str, Any], *, file: str | Path) -> S:
    """Return a document as the section that it must be.

    Raises
    ------
    SurveyError
        With every fault: the file, the key, what was got and what was expected.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise SurveyError(faults(error, file=str(file), model=model)) from error


def read_through(
    model: type[S], document: Mapping[str, Any], *, file: str | Path
) -> tuple[S | None, tuple[Problem, ...]]:
    """Return a document as far as it can be read, and every fault in it.

    What is wrong is taken out and the rest read again, so that what the rest refers to can be looked into as well.

    Returns
    -------
    section : BaseModel or None
        None where too much is wrong for the rest to make sense.
    problems : tuple of Problem
    """
    try:
        return model.model_validate(document), ()
    except ValidationError as error:
        problems = faults(error, file=str(file), model=model)
        rest = _without(document, [details["loc"] for details in error.errors()])
    try:
        return model.model_validate(rest), problems
    except ValidationError:
        return None, problems


def _without(document: Mapping[str, Any], locations: Sequence[Sequence[int | str]]) -> dict[str, Any]:
    rest = dict(deepcopy(document))
    for *path, key in locations:
        inside: Any = rest
        for part in path:
            inside = _inside(inside, part)
        if isinstance(inside, dict):
            inside.pop(key, None)
    return rest


def _inside(table: Any, part: int | str) -> Any:
    match table, part:
        case dict(), str():
            return table.get(part)
        case list(), int():
            return table[part]
        case _:
            return None
