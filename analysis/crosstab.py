"""One item by every group that the report shows: shares, means, bases, and who gave no answer and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.claims.layout import values_of
from analysis.estimators.joint import joint_means
from analysis.sample import Sample
from instruments.item import Item
from instruments.scale import NonAnswer
from instruments.text import Text
from survey.design import Design
from survey.offered import offered
from survey.responses import Responses
from survey.study import Study

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Figures = tuple[float | None, ...]
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A row: one answer that the item offers."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A column: one value of a banner variable. The first column, with no variable, is everybody."""

    variable: str
    variable_label: Text
    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Crosstab:
    """One item by every group, r answers and c groups. A figure is None where its group has no answer or no error.

    Attributes
    ----------
    item : str
    label : Text
    rows : tuple of Answer, length r
        Empty for a number.
    columns : tuple of Group, length c
    shares, share_se : tuple of r tuples of c
        Weighted, of those who answered; with several answers allowed they do not sum to one.
    mean, mean_se : tuple of c, or None
        Of the score, where the answers have an order or are numbers.
    n, n_psu : tuple of c
        Interviews with an answer, and their PSUs (unweighted).
    sum_weights, n_eff : tuple of c
        Their weights, and the size of a simple random sample with the same precision of weighting.
    non_answers : mapping
        Kind -> tuple of c: interviews without an answer (unweighted).
    """

    item: str
    label: Text
    rows: tuple[Answer, ...]
    columns: tuple[Group, ...]
    shares: tuple[Figures, ...]
    share_se: tuple[Figures, ...]
    mean: Figures | None
    mean_se: Figures | None
    n: Counts
    n_psu: Counts
    sum_weights: tuple[float, ...]
    n_eff: tuple[float, ...]
    non_answers: Mapping[NonAnswer, Counts]

    def __repr__(self) -> str:
        return f"<Crosstab: {self.item}, {len(self.rows)} answers\n by {len(self.columns)} groups>"


def crosstab(item: str, *, banners: Sequence[str], sample: Sample) -> Crosstab:
    """Return an item by everybody and by each value of the banner variables.

    Parameters
    ----------
    item : str
    banners : sequence of str
        Items or derived variables with a list of values.
    sample : Sample
    """
    study, responses, design = sample.study, sample.responses, sample.design
    asked = study.instrument.item(item)
    groups = _groups(banners, study, responses)
    answered = responses.answered(item)
    rows = _answers(asked, study)
    scores = _scores(asked, sample)
    measures = [*(_indicator(asked, row.code, responses) for row in rows), *([] if scores is None else [scores])]
    estimates = [_by_group(measure, groups.values(), answered, design) for measure in measures]
    shares = estimates[: len(rows)]
    mean = None if scores is None else estimates[-1]
    within = [answered & members for members in groups.values()]
    return Crosstab(
        item=item,
        label=asked.label,
        rows=rows,
        columns=tuple(groups),
        shares=tuple(estimate for estimate, _ in shares),
        share_se=tuple(se for _, se in shares),
        mean=None if mean is None else mean[0],
        mean_se=None if mean is None else mean[1],
        n=tuple(int(members.sum()) for members in within),
        n_psu=tuple(int(np.unique(design.index.psu[members]).size) for members in within),
        sum_weights=tuple(float(design.index.weights[members].sum()) for members in within),
        n_eff=tuple(_effective(design.index.weights[members]) for members in within),
        non_answers=_non_answers(item, groups.values(), responses),
    )


def crosstabs(sample: Sample) -> tuple[Crosstab, ...]:
    """Return a crosstab for each item that the report of a study shows: those it names, else all on attitudes."""
    study = sample.study
    named = study.report.items or tuple(item.name for item in study.instrument.attitudes)
    return tuple(crosstab(name, banners=study.report.banners, sample=sample) for name in named)


def _groups(banners: Sequence[str], study: Study, responses: Responses) -> dict[Group, Mask]:
    everybody = Group(variable="", variable_label=Text(), code="", label=Text())
    groups = {everybody: np.ones(len(responses), dtype=bool)}
    for name in banners:
        held = responses.values[name].astype(object).to_numpy()
        for code, label in values_of(name, study=study):
            group = Group(variable=name, variable_label=_label_of(name, study), code=code, label=label)
            groups[group] = held == code
    return groups


def _label_of(name: str, study: Study) -> Text:
    return study.variables[name].label if name in study.variables else study.instrument.item(name).label


def _answers(item: Item, study: Study) -> tuple[Answer, ...]:
    return tuple(Answer(code=code, label=label) for code, label in values_of(item.name, study=study))


def _indicator(item: Item, code: str, responses: Responses) -> Floats:
    if item.kind == "select_multiple":
        return responses.values[f"{item.name}/{code}"].to_numpy(dtype=float)
    given = responses.values[item.name].astype(object).to_numpy()
    return np.where(given == code, 1.0, 0.0)


def _scores(item: Item, sample: Sample) -> Floats | None:
    scale = offered(item, instrument=sample.study.instrument)
    if item.kind == "select_multiple" or (scale is not None and not scale.ordered):
        return None
    return sample.frame[item.name].to_numpy(dtype=float)


def _by_group(measure: Floats, groups: Iterable[Mask], answered: Mask, design: Design) -> tuple[Figures, Figures]:
    columns = np.column_stack([np.where(members & answered, measure, np.nan) for members in groups])
    joint = joint_means(design, columns)
    variance = np.diag(joint.covariance)
    se = np.sqrt(np.where(joint.n_psu >= 2, variance, np.nan))
    return _figures(joint.estimate), _figures(se)


def _figures(values: Floats) -> Figures:
    return tuple(float(value) if np.isfinite(value) else None for value in values)


def _effective(weights: Floats) -> float:
    """Return Kish's effective sample size."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if weights.size else 0.0


def _non_answers(item: str, groups: Iterable[Mask], responses: Responses) -> dict[NonAnswer, Counts]:
    lacking = {reason: responses.lacks(item, reason) for reason in NonAnswer}
    held = list(groups)
    return {reason: tuple(int((rows & members).sum()) for members in held) for reason, rows in lacking.items()}
