"""Read a TOML file into a validated section, or refuse it with every fault that it has."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from instruments.errors import Place, SurveyError, refuse
from instruments.written.faults import faults

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
        raise refuse("instruments.written.not_toml", Place(file=file), reason=error) from error


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
