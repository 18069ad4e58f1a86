"""A rule that the authors of a questionnaire set aside for one item, and why."""

from dataclasses import dataclass

from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A written reason to keep what a rule speaks against; it goes into the sheet on method.

    Attributes
    ----------
    rule : str
        The code of the rule without its room: ``free_text``.
    item : str
    reason : Text
    """

    rule: str
    item: str
    reason: Text
