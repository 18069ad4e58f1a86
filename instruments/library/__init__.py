"""The questionnaires that come with the toolkit."""

from functools import cache
from importlib.resources import files

from instruments.errors import refuse
from instruments.formats.toml import read_bytes
from instruments.instrument import Instrument
from instruments.words import listed


def names() -> tuple[str, ...]:
    """Return the names of the questionnaires in the library."""
    found = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def load(name: str) -> Instrument:
    """Return a questionnaire of the library.

    Raises
    ------
    SurveyError
        If the library has none of that name.
    """
    if name not in names():
        raise refuse("instruments.toml.no_library", got=name, names=listed(names()))
    return read_bytes(files(__package__).joinpath(f"{name}.toml").read_bytes(), file=f"{name}.toml")
