"""What is assumed of a sample whose design the study does not name, in words for those who read its results."""

from instruments.language import Language
from instruments.words import say
from survey.study import Study


def assumption(study: Study, language: Language | None = None) -> str | None:
    """Return what the intervals of a study assume; None where it names its places, or sought its people out."""
    design = study.design
    if design.psu or design.sample == "purposive":
        return None
    return say(f"analysis.claims.{'assumed_within_strata' if design.stratum else 'assumed_simple'}", language)
