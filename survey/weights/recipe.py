"""The weighting recipe of a study, from the base weights on, a record a step."""

from dataclasses import replace

import pandas as pd

from survey.population import Margin, library_margin, library_margins, read_margin
from survey.responses import Responses
from survey.study import Study
from survey.weights.given import given_weights
from survey.weights.not_stated import NOT_STATED, set_apart
from survey.weights.rake import rake
from survey.weights.spread import spread_of
from survey.weights.weights import MarginLine, Step, Weights


def weigh(study: Study, responses: Responses, frame: pd.DataFrame) -> Weights:
    """Return the weights of a study's respondents by its whole recipe; the same study gives the same bytes.

    Parameters
    ----------
    study : Study
    responses : Responses
    frame : DataFrame
        The table of analysis, with ``base_weight``, in the order of the responses.

    Raises
    ------
    SurveyError
        If a margin cannot be read or met.
    """
    base = given_weights(frame, "base_weight")
    first = Step(action=_origin(study), settings=_probabilities(study), spread=spread_of(base))
    if study.weighting is None:
        return Weights(values=base, base=base, steps=(first,))
    margins = [margin_of(study, name) for name in study.weighting.margins]
    coded = frame.assign(**{name: responses.values[name] for name in frame.columns if name in responses.values})
    apart = set_apart(coded, margins=margins, base=base)
    raked = rake(
        apart.frame,
        margins=apart.margins,
        weights=base,
        bounds=study.weighting.bounds,
        tolerance=study.weighting.tolerance,
    )
    second = replace(raked.steps[0], notes=(*raked.steps[0].notes, *apart.notes))
    return replace(raked, steps=(first, second), margins=tuple(map(_known_group, raked.margins)))


def margin_of(study: Study, name: str) -> Margin:
    """Return a margin that a study names: of the library, or a CSV file in the folder of the study."""
    if name in library_margins() or not name.endswith(".csv"):
        return library_margin(name)
    return read_margin(study.path(name))


def _known_group(line: MarginLine) -> MarginLine:
    return replace(line, is_group=False) if NOT_STATED in line.category else line


def _origin(study: Study) -> str:
    if study.design.weight:
        return "given_weights"
    return "inverse_probabilities" if _stages(study) else "equal_weights"


def _probabilities(study: Study) -> dict[str, object]:
    return {"stages": ", ".join(_stages(study)), "column": study.design.weight or ""}


def _stages(study: Study) -> list[str]:
    return [*study.design.probabilities, *([study.design.eligible] if study.design.eligible else [])]
