"""The questionnaires that come with the toolkit."""

from functools import cache

from instruments.formats.toml import read_bytes
from instruments.instrument import Instrument
from instruments.shelf import content, folder, names


@cache
def load(name: str) -> Instrument:
    """Return a questionnaire of the library.

    Raises
    ------
    SurveyError
        If the library has none of that name.
    """
    return read_bytes(content(name), file=f"{name}.toml", folder=folder())


__all__ = ["load", "names"]
