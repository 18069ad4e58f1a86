"""What pydantic found wrong with a written file, as problems that people understand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from instruments.errors import Place, Problem
from instruments.near import near_names
from instruments.words import listed, say

_EXPECTED = {
    "string_type": "text",
    "words_type": "words",
    "bool_type": "yes_or_no",
    "bool_parsing": "yes_or_no",
    "int_type": "whole_number",
    "int_parsing": "whole_number",
    "int_from_float": "whole_number",
    "float_type": "number",
    "float_parsing": "number",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "tuple_type": "list",
    "model_type": "section",
    "model_attributes_type": "section",
    "too_short": "not_empty",
    "string_too_short": "not_empty",
}


def faults(error: ValidationError, *, file: str, model: type[BaseModel]) -> tuple[Problem, ...]:
    """Return every fault as a problem with its file and key, what was got and what was expected."""
    found = error.errors()
    return tuple(_problem(details, file, model) for details in found if not _follows(details, found))


def _follows(details: ErrorDetails, found: Sequence[ErrorDetails]) -> bool:
    """Whether a list counts as empty only because what stands in it is faulty."""
    where = details["loc"]
    deeper = (other["loc"] for other in found if len(other["loc"]) > len(where))
    return details["type"] == "too_short" and any(location[: len(where)] == where for location in deeper)


def _problem(details: ErrorDetails, file: str, model: type[BaseModel]) -> Problem:
    place = Place(file=file, key=key_path(details["loc"]))
    match details["type"]:
        case "missing":
            return Problem(code="instruments.written.missing_key", place=place)
        case "extra_forbidden":
            known = known_keys(model, details["loc"][:-1])
            return unknown_name("instruments.written.unknown_key", str(details["loc"][-1]), known, place)
        case _:
            values = {"got": details["input"], "expected": _expected(details)}
            return Problem(code="instruments.written.wrong_value", place=place, values=values)


def unknown_name(code: str, name: str, known: Sequence[str], place: Place) -> Problem:
    """Return the problem of a name that is not known, with the nearest names that are, or else with them all."""
    return Problem(code=code, place=place, values={"got": name, "near": near_names(name, known)})


def key_path(location: Sequence[int | str]) -> str:
    """Return a key as the file would write it; tables in a list count from 1.

    Examples
    --------
    >>> key_path(("derive", 0, "values", 2, "code"))
    'derive[1].values[3].code'
    """
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")


def known_keys(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the keys that a section of a file may have."""
    section = _section(model, [str(part) for part in location if isinstance(part, str)])
    return [field.alias or name for name, field in section.model_fields.items()]


def _section(model: type[BaseModel], path: Sequence[str]) -> type[BaseModel]:
    for part in path:
        by_key = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
        if part in by_key:  # else a name that the writer chose, in a table of tables
            model = next(_sections_in(by_key[part]), model)
    return model


def _sections_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the sections that a key may hold: itself, in a list, in a table of tables."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _sections_in(inner)


def _options(told: str) -> str:
    """Return the options that pydantic names in English (``'a', 'b' or 'c'``) as a list in the user's language."""
    before, _, last = told.rpartition(" or ")
    return listed([*before.split(", "), last] if before else [last])


def _expected(details: ErrorDetails) -> str:
    context: Mapping[str, Any] = details.get("ctx", {})
    for name in ("ge", "gt", "le", "lt"):
        if name in context:
            return say(f"instruments.written.expected_{name}", bound=context[name])
    if "expected" in context:
        return _options(str(context["expected"]))
    return say(f"instruments.written.expected_{_EXPECTED.get(details['type'], 'other')}")
