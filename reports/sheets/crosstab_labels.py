"""How the answers, the nets and the groups of a crosstab are called."""

from collections import Counter
from collections.abc import Sequence
from textwrap import fill

from analysis.answers import label_of
from analysis.crosstab import Crosstab
from analysis.groups import Group
from analysis.nets import Net
from instruments.item import Item
from reports.edition import Edition
from survey.offered import offered

_LONG_TITLE, _LONGEST_TITLE, _SHORTEST_TITLE = 100, 160, 25  # characters
_FEW_INTERVIEWS, _FEW_PLACES = 30, 3  # below which a number is marked [u]


def short_question(edition: Edition, item: Item) -> str:
    """Return a question cut to a title: a long one before its list of answers, where it ends with one."""
    question = edition.question(item)
    before = question[:_LONGEST_TITLE].rpartition(":")[0].rstrip()
    if len(question) > _LONG_TITLE and len(before) >= _SHORTEST_TITLE:
        return edition.say("reports.crosstab.asked", question=before) if question.endswith("?") else before
    return fill(question, _LONGEST_TITLE, max_lines=1, placeholder=" …")  # leaves spaces that do not break


def answers(edition: Edition, crosstab: Crosstab) -> list[str]:
    """Return the labels of the answers; those that are alike carry their code."""
    labels = [edition.wording(row.label) or row.code for row in crosstab.rows]
    times = Counter(label.casefold() for label in labels)
    return [
        label if times[label.casefold()] == 1 else f"{label} ({row.code})"
        for label, row in zip(labels, crosstab.rows, strict=True)
    ]


def ends_in_words(edition: Edition, crosstab: Crosstab) -> dict[str, str]:
    """Return the lowest and the highest answer of a scale, each with the number that a mean takes it for."""
    instrument = edition.results.instrument
    scale = offered(instrument.item(crosstab.item), instrument=instrument)
    values = {row.code: scale.value_of(row.code) for row in crosstab.rows} if scale else {}
    numbers = {code: value for code, value in values.items() if value is not None}
    labels = dict(zip((row.code for row in crosstab.rows), answers(edition, crosstab), strict=True))
    ends = {"low": min(numbers, key=numbers.__getitem__), "high": max(numbers, key=numbers.__getitem__)}
    told = {name: edition.spelled(numbers[code], "decimal").rstrip("0").rstrip(".,") for name, code in ends.items()}
    return told | {f"{name}_label": labels[code] for name, code in ends.items()}


def net_label(edition: Edition, crosstab: Crosstab, net: Net) -> str:
    """Return the name of a net."""
    return edition.say("reports.crosstab.net", answers=net_answers(edition, crosstab, net))


def net_answers(edition: Edition, crosstab: Crosstab, net: Net) -> str:
    """Return which answers a net takes together."""
    labels = dict(zip((row.code for row in crosstab.rows), answers(edition, crosstab), strict=True))
    return " + ".join(labels[code] for code in net.codes)


def group_label(edition: Edition, crosstab: Crosstab, place: int) -> str:
    """Return the name of a group; [u] beside it where it rests on few interviews or places."""
    group = crosstab.columns[place]
    name = edition.wording(group.label) or group.code or edition.say("reports.crosstab.everybody")
    hidden = edition.hidden[crosstab.item].hidden[place]
    few = crosstab.n[place] < _FEW_INTERVIEWS or crosstab.n_psu[place] < _FEW_PLACES
    return f"{name} [u]" if few and not hidden else name


def variable_label(edition: Edition, group: Group) -> str:
    """Return what a group is a value of: the name of its scale where that has one, which is shorter than a question."""
    if not group.variable:
        return edition.say("reports.crosstab.everybody")
    return _short(edition, group.variable) or edition.wording(group.variable_label) or group.variable


def variable_name(edition: Edition, variable: str) -> str:
    """Return what a variable is called that is no group of a banner."""
    study = edition.results.study
    return _short(edition, variable) or edition.wording(label_of(variable, study=study)) or variable


def title_of(edition: Edition, variables: Sequence[str]) -> str:
    """Return what a margin is of: the names of its variables."""
    return " × ".join(variable_name(edition, variable) for variable in variables)


def _short(edition: Edition, variable: str) -> str:
    instrument = edition.results.instrument
    scale = instrument.scale_of(variable) if variable in instrument else None
    return edition.wording(scale.label) if scale else ""


def letter(place: int) -> str:
    """Return the letter of a group within its banner: A ... Z, AA ...

    Examples
    --------
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    first, second = divmod(place, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + second)


def letters_of(crosstab: Crosstab) -> tuple[str | None, ...]:
    """Return the letter of each group within its banner; everybody has none."""
    seen: Counter[str] = Counter()
    found: list[str | None] = []
    for group in crosstab.columns:
        found.append(letter(seen[group.variable]) if group.variable else None)
        seen[group.variable] += 1
    return tuple(found)
