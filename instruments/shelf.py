"""The files of the library, as they are written."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from instruments.errors import Place, refuse
from instruments.words import listed
from instruments.written import parsed

_ENDING = ".toml"


def folder() -> Traversable:
    """Return the folder of the questionnaires that come with the toolkit."""
    return files("instruments").joinpath("library")


def names() -> tuple[str, ...]:
    """Return the names of the questionnaires in the library."""
    return tuple(sorted(path.name.removesuffix(_ENDING) for path in folder().iterdir() if path.name.endswith(_ENDING)))


def content(name: str, *, named_in: str | None = None) -> bytes:
    """Return a questionnaire of the library as it is written.

    Parameters
    ----------
    name : str
    named_in : str, optional
        The file that names it, for the message if there is none.

    Raises
    ------
    SurveyError
        If the library has none of that name.
    """
    if name not in names():
        raise refuse("instruments.toml.no_library", Place(file=named_in), got=name, names=listed(names()))
    return folder().joinpath(f"{name}{_ENDING}").read_bytes()


@cache
def document(name: str, *, named_in: str | None = None) -> dict[str, Any]:
    """Return the tables of a questionnaire of the library."""
    return dict(parsed(content(name, named_in=named_in), file=f"{name}{_ENDING}"))
