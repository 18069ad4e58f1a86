"""The answers that a question offers: their codes, their direction, and the kinds of non-answer among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from instruments.text import Text


class NonAnswer(StrEnum):
    """Why there is no substantive answer."""

    DONT_KNOW = "dont_know"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    NOT_OFFERED = "not_offered"
    MISSING = "missing"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be chosen.

    Attributes
    ----------
    code : str
        What is stored.
    label : Text
        What is read out or shown.
    value : float, optional
        Its place on an ordered scale.
    non_answer : NonAnswer, optional
        What kind of non-answer it is; None for a substantive answer.
    exclusive : bool
        Whether it stands alone where several may be chosen.
    last : bool
        Whether it stays at the end where the others are shuffled: "another", for instance.
    within : str, optional
        The wider place that it belongs to, as a code of the item that filters the list.
    """

    code: str
    label: Text
    value: float | None = None
    non_answer: NonAnswer | None = None
    exclusive: bool = False
    last: bool = False
    within: str | None = None

    @property
    def stays_last(self) -> bool:
        """Whether it keeps its place at the end of a shuffled list: non-answers and answers that stand alone do."""
        return self.last or self.exclusive or self.non_answer is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A list of answers, in the order in which they are offered; the values of an ordered scale give its direction.

    Attributes
    ----------
    name : str
    choices : tuple of Choice
    label : Text
    ordered : bool
    shuffled : bool
        Whether each respondent gets the list from another starting point.
    filtered_by : str, optional
        The item whose answer narrows the list to the choices within it.

    Examples
    --------
    >>> little = Choice(code="1", label=Text.of({"en": "A little"}), value=1.0)
    >>> refused = Choice(code="99", label=Text.of({"en": "Refused"}), non_answer=NonAnswer.REFUSED)
    >>> scale = Scale(name="trust", choices=(little, refused), ordered=True)
    >>> scale.codes, scale.value_of("1"), scale.non_answers["99"].value
    (('1',), 1.0, 'refused')
    """

    name: str
    choices: tuple[Choice, ...]
    label: Text = Text()
    ordered: bool = False
    shuffled: bool = False
    filtered_by: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The substantive codes, in order."""
        return tuple(choice.code for choice in self.choices if choice.non_answer is None)

    @property
    def non_answers(self) -> Mapping[str, NonAnswer]:
        """The codes that are no answer, with their kind."""
        return {choice.code: choice.non_answer for choice in self.choices if choice.non_answer is not None}

    def choice(self, code: str) -> Choice:
        """Return the choice of a code.

        Raises
        ------
        KeyError
            If the scale has no such code.
        """
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise KeyError(code)

    def value_of(self, code: str) -> float | None:
        """Return the place of a code on the scale, or None where it has none."""
        return self.choice(code).value
