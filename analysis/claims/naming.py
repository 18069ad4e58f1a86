"""Names for the groups beside a claim: no two rows of its table are called the same."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from analysis.answers import values_of
from analysis.claims.claim import Measure
from analysis.claims.terms import Mean
from instruments.expression import Expression, parse
from instruments.expression.nodes import Comparison, Joined, Membership, Selected
from instruments.language import LANGUAGES
from instruments.text import UNSPOKEN, Text
from instruments.words import listed
from survey.study import Study

Words = Callable[[str], str]  # from a language to what is said in it


def told_apart(means: Sequence[Mean], *, study: Study) -> tuple[Text, ...]:
    """Return a name for each mean, no two alike.

    Those of one label, and those without any, are named by what their conditions do not share with all others: first
    by the labels of the answers that a condition names, then as the condition is written, then by what is measured, at
    last by their number.
    """
    names = [mean.label for mean in means]
    for name in [label for label, count in Counter(names).items() if count > 1 or not label]:
        at = [place for place, label in enumerate(names) if label == name]
        alike = [means[place] for place in at]
        for place, apart in zip(at, _apart(alike, alike if name else means, study), strict=True):
            names[place] = apart
    return tuple(names)


def _apart(alike: Sequence[Mean], among: Sequence[Mean], study: Study) -> list[Text]:
    others = [_conditions(mean.where) for mean in among]
    own = [[one for one in _conditions(mean.where) if any(one not in other for other in others)] for mean in alike]
    tries: list[list[list[Words]]] = [
        [[_in_words(one, study) for one in each] for each in own],
        [[_as_written(str(one)) for one in each] for each in own],
        [[_measured(mean.measure, study)] for mean in alike],
    ]
    for said in tries:
        names = [_joined(mean.label, words) for mean, words in zip(alike, said, strict=True)]
        if len(set(names)) == len(names):
            return names
    return [_joined(mean.label, [_as_written(str(number))]) for number, mean in enumerate(alike, start=1)]


def _conditions(where: str) -> list[Expression]:
    return list(_all_of(parse(where))) if where else []


def _all_of(expression: Expression) -> Iterator[Expression]:
    """Yield the conditions that must all hold."""
    if isinstance(expression, Joined) and expression.join == "and":
        for part in expression.parts:
            yield from _all_of(part)
    else:
        yield expression


def _in_words(condition: Expression, study: Study) -> Words:
    """Return a condition as the labels of the answers that it names, or as it is written where it names none."""
    match condition:
        case Comparison(name=name, operator="=", value=str(code)) | Selected(name=name, code=code):
            codes = [code]
        case Membership(name=name, values=values):
            codes = [str(value) for value in values]
        case _:
            return _as_written(str(condition))
    labels = _labels(name, study)
    if not all(code in labels for code in codes):
        return _as_written(str(condition))
    return lambda language: listed(
        [labels[code].wording(language) for code in codes], "fr" if language == "fr" else "en"
    )


def _labels(name: str, study: Study) -> dict[str, Text]:
    known = {item.name for item in study.instrument.items} | set(study.variables)
    return {code: label for code, label in values_of(name, study=study) if label} if name in known else {}


def _measured(measure: Measure, study: Study) -> Words:
    condition = parse(measure.of) if measure.of in measure.expressions else None
    return _as_written(measure.of) if condition is None else _in_words(condition, study)


def _as_written(words: str) -> Words:
    return lambda _: words


def _joined(label: Text, words: Sequence[Words]) -> Text:
    """Return a label with words behind it, in every language of the toolkit and of the label."""
    if not words:
        return label
    languages = dict.fromkeys([*label, *LANGUAGES])
    languages.pop(UNSPOKEN, None)
    return Text.of(
        {
            language: ", ".join(filter(None, [label.wording(language), *(word(language) for word in words)]))
            for language in languages
        }
    )
