"""Who answered, and what each answer counts for: studies, stores, checks, weights and designs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from survey.design import Design
    from survey.population import Margin, library_margin, read_margin
    from survey.weights import calibrate, poststratify, rake, trim

__all__ = ["Design", "Margin", "calibrate", "library_margin", "poststratify", "rake", "read_margin", "trim"]

# Where each name is; it is imported when it is first used, so that a command starts at once.
_HOMES = {
    "Design": "survey.design",
    "Margin": "survey.population",
    "calibrate": "survey.weights",
    "library_margin": "survey.population",
    "poststratify": "survey.weights",
    "rake": "survey.weights",
    "read_margin": "survey.population",
    "trim": "survey.weights",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'survey' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
