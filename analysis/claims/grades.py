"""How far a verdict can be trusted: five grades, each by a rule that looks at one thing only.

The rules are those of ``docs/claims.md``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from analysis.claims.bounds import CoverageBounds, stands
from analysis.claims.claim import Claim, Plan, Unit
from analysis.claims.family import Standing
from analysis.claims.figures import Figure, written_level
from analysis.claims.measure import domain, names_of
from analysis.claims.reason import Reason
from analysis.claims.tested import Tested
from analysis.contrasts import Contrast
from analysis.sample import Sample
from instruments.language import LANGUAGES, Language
from instruments.scale import NonAnswer
from instruments.text import Text
from instruments.words import say

GradeName = Literal["precision", "coverage", "candour", "comparability", "multiplicity"]
Mark = Literal["strong", "fair", "weak", "unknown"]

POWER = 0.80
COVERED_WELL, COVERED_FAIRLY = 0.95, 0.80
FEW_SILENT, MANY_SILENT = 0.10, 0.20
ONE_VOICE = 0.95
FEW_SUSPECT, MANY_SUSPECT = 0.25, 0.50


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One grade of a verdict, and why."""

    name: GradeName
    mark: Mark
    reason: Reason

    def text(self, language: Language | None = None) -> str:
        """Return why, in words."""
        return self.reason.text(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What the grades look at: a claim with its verdict, and the contrast that decides it."""

    claim: Claim
    plan: Plan
    sample: Sample
    chosen: Tested
    contrast: Contrast
    standing: Standing
    unadjusted: str
    covered: float | None
    bounds: Sequence[CoverageBounds]


def grades(graded: Graded) -> tuple[Grade, ...]:
    """Return the five grades of a verdict."""
    rules: dict[GradeName, Callable[[Graded], tuple[Mark, Reason]]] = {
        "precision": precision,
        "coverage": coverage,
        "candour": candour,
        "comparability": comparability,
        "multiplicity": multiplicity,
    }
    marked = {name: rule(graded) for name, rule in rules.items()}
    return tuple(Grade(name=name, mark=mark, reason=reason) for name, (mark, reason) in marked.items())


def detectable_difference(contrast: Contrast, *, level: float) -> float:
    """Return the smallest distance from the reference that such a sample would show in four studies of five.

    The quantile of the level plus that of the power, times the standard error (Bloom 1995, Minimum detectable effects,
    Evaluation Review 19, 547-556).
    """
    reach = special.stdtrit(contrast.df, (1 + level) / 2) + special.stdtrit(contrast.df, POWER)
    return float(reach * contrast.se)


def precision(graded: Graded) -> tuple[Mark, Reason]:
    """Grade the interval by the margin: half of it within half the margin is strong, within the margin fair."""
    contrast, plan = graded.contrast, graded.plan
    half = float(special.stdtrit(contrast.df, (1 + plan.level) / 2)) * contrast.se
    margin = graded.chosen.leaf.margin or plan.margin
    mark: Mark = "strong" if half <= margin / 2 else "fair" if half <= margin else "weak"
    unit: Unit = "points" if graded.chosen.leaf.part.unit == "percent" else graded.chosen.leaf.part.unit
    return mark, _because("precision", half=Figure(half, unit), margin=Figure(margin, unit))


def coverage(graded: Graded) -> tuple[Mark, Reason]:
    """Grade by the covered part of the least covered population; strong too where nobody uncovered could change it."""
    if graded.covered is None:
        return "unknown", _because("coverage_unknown")
    share = Figure(graded.covered, "percent")
    if graded.covered < 1 and _whatever_they_think(graded):
        return "strong", _because("coverage_stands", covered=share)
    well, fairly = graded.covered >= COVERED_WELL, graded.covered >= COVERED_FAIRLY
    return "strong" if well else "fair" if fairly else "weak", _because("coverage", covered=share)


def _whatever_they_think(graded: Graded) -> bool:
    leaf, decision = graded.chosen.leaf, graded.standing.decision
    each = [
        stands(one, part=part, margin=leaf.margin, decision=decision)
        for one in graded.bounds
        for part in graded.claim.part
        if part.name == one.part and (graded.claim.relation == "all" or part.name == leaf.part.name)
    ]
    against = decision in ("contradicted", "no_difference_that_matters")
    return bool(each) and (any(each) if against else all(each))


def candour(graded: Graded) -> tuple[Mark, Reason]:
    """Grade what may keep people from saying what they think: silence, one voice, the presumed sponsor."""
    silent, suspect = _silent(graded), _suspect(graded)
    sensitive = any(
        item.sensitivity == "high" for item in graded.sample.study.instrument.items if item.name in _items(graded)
    )
    if silent >= MANY_SILENT:
        return "weak", _because("candour_silent", silent=Figure(silent, "percent"))
    if _one_voice(graded):
        return "weak", _because("candour_one_voice", share=Figure(ONE_VOICE, "percent"))
    if suspect is not None and suspect >= MANY_SUSPECT:
        return "weak", _because("candour_sponsor", suspect=Figure(suspect, "percent"))
    if suspect is not None and suspect >= FEW_SUSPECT:
        return "fair", _because("candour_sponsor", suspect=Figure(suspect, "percent"))
    if sensitive:
        return "fair", _because("candour_sensitive", silent=Figure(silent, "percent"))
    return "strong" if silent < FEW_SILENT else "fair", _because("candour_plain", silent=Figure(silent, "percent"))


def _items(graded: Graded) -> tuple[str, ...]:
    named = (name for mean in graded.chosen.leaf.means for name in names_of(mean.measure))
    return tuple(name for name in dict.fromkeys(named) if name in graded.sample.study.instrument)


def _here(graded: Graded) -> np.ndarray:
    places = [domain(mean.where, responses=graded.sample.responses) for mean in graded.chosen.leaf.means]
    return np.asarray(np.logical_or.reduce(places))


def _silent(graded: Graded) -> float:
    """Return the largest share, over the items, of those asked who did not know or refused."""
    responses, here, shares = graded.sample.responses, _here(graded), [0.0]
    for name in _items(graded):
        silent = responses.lacks(name, NonAnswer.DONT_KNOW) | responses.lacks(name, NonAnswer.REFUSED)
        asked = here & (silent | responses.answered(name))
        shares.append(float(silent[asked].mean()) if asked.any() else 0.0)
    return max(shares)


def _one_voice(graded: Graded) -> bool:
    means = graded.chosen.leaf.means
    shares = [
        share for share, mean in zip(graded.chosen.joint.estimate, means, strict=False) if mean.measure.kind == "share"
    ]
    return any(not 1 - ONE_VOICE < abs(share) < ONE_VOICE for share in shares) and len(means) == 1


def _suspect(graded: Graded) -> float | None:
    """Return the share of those concerned who believe that the government sent the interviewer."""
    sample, sponsor = graded.sample, graded.plan.sponsor
    if not sponsor or not sample.study.knows(sponsor):
        return None
    here = _here(graded)
    weights = sample.design.index.weights[here]
    return float(np.average(domain(sponsor, responses=sample.responses)[here], weights=weights))


def comparability(graded: Graded) -> tuple[Mark, Reason]:
    """Grade whether all were asked the same, about the same: versions of the form, memory, stand-ins."""
    responses, claim = graded.sample.responses, graded.claim
    lacking = max((float(responses.lacks(name, NonAnswer.NOT_OFFERED).mean()) for name in _items(graded)), default=0.0)
    told = responses.submissions["form_version"]
    versions = told[told != ""].nunique()  # a file that does not say its version is of none in particular
    if lacking > 0:
        return "weak", _because("comparability_not_offered", share=Figure(lacking, "percent"))
    if claim.proxies:
        return "fair", _because("comparability_proxy")
    if claim.memory:
        return "fair", _because("comparability_memory")
    if versions > 1:
        return "fair", _because("comparability_versions", versions=versions)
    return "strong", _because("comparability")


def multiplicity(graded: Graded) -> tuple[Mark, Reason]:
    """Grade what guards against a finding by chance among many questions."""
    standing = graded.standing
    if standing.family == "exploratory":
        return "weak", _because("multiplicity_exploratory")
    if standing.family == "secondary":
        return "fair", _because("multiplicity_secondary")
    if standing.decision != graded.unadjusted:
        return "fair", _because("multiplicity_weakened", **_alone(graded))
    return "strong", _because("multiplicity")


def _alone(graded: Graded) -> dict[str, Text]:
    """Return the verdict of a claim by itself and its level, and the level at which its family is held."""
    return {
        "alone": _told(lambda language: say(f"analysis.claims.{graded.unadjusted}", language)),
        "alone_level": _told(lambda language: written_level(graded.plan.level, language=language)),
        "level": _told(lambda language: written_level(1 - graded.standing.alpha, language=language)),
    }


def _told(words: Callable[[Language], str]) -> Text:
    return Text.of({language: words(language) for language in LANGUAGES})


def _because(name: str, **values: object) -> Reason:
    return Reason(code=f"analysis.grades.{name}", values=values)
