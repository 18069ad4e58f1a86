"""The answers that an item or a derived variable can have, with their labels."""

from instruments.text import Text
from survey.offered import offered
from survey.study import Study


def values_of(name: str, *, study: Study) -> tuple[tuple[str, Text], ...]:
    """Return the codes and labels of an item or a derived variable; non-answers are not among them."""
    if name in study.variables:
        return tuple((choice.code, choice.label) for choice in study.variables[name].values)
    scale = offered(study.instrument.item(name), instrument=study.instrument)
    choices = () if scale is None else scale.choices
    return tuple((choice.code, choice.label) for choice in choices if choice.non_answer is None)


def label_of(name: str, *, study: Study) -> Text:
    """Return what an item or a derived variable is called: of an item, its question."""
    return study.variables[name].label if name in study.variables else study.instrument.item(name).label
