"""What changed between two versions of a questionnaire, and whether their answers can still be compared."""

from instruments.versions.change import Change, Comparability
from instruments.versions.difference import difference

__all__ = ["Change", "Comparability", "difference"]
