"""The verdict where a word of the claim ("mostly", "many", "strong") is given another meaning."""

from analysis.claims.accounts import only_accounts, told
from analysis.claims.claim import Claim, Meaning, Part, Plan
from analysis.claims.judged import deciding, decision_of, test_all
from analysis.claims.layout import lay_out
from analysis.claims.rules import Decision
from analysis.claims.scope import absent_items
from analysis.claims.verdict import MeaningVerdict
from analysis.sample import Sample


def alternatives(claim: Claim, *, plan: Plan, sample: Sample, alpha: float) -> tuple[MeaningVerdict, ...]:
    """Return the verdict under each other meaning of each word, at the error level of the claim."""
    variants = [(word.word, other.meaning, _meant(claim, other)) for word in claim.word for other in word.other]
    found = []
    for word, meaning, variant in variants:
        if absent_items(variant, study=sample.study):
            continue
        decision, estimate = _decided(variant, plan=plan, sample=sample, alpha=alpha)
        found.append(MeaningVerdict(word=word, meaning=meaning, verdict=decision, estimate=estimate))
    return tuple(found)


def _decided(claim: Claim, *, plan: Plan, sample: Sample, alpha: float) -> tuple[Decision, float | None]:
    """Return the verdict on a claim by itself, and the estimate that decides; accounts have none."""
    if only_accounts(claim, study=sample.study):
        return told(claim, plan=plan, sample=sample).decision, None
    outcome = test_all(lay_out(claim, plan=plan, study=sample.study), sample=sample, minimum_base=plan.minimum_base)
    decision = decision_of(outcome, alpha=alpha)
    contrast = deciding(outcome, decision=decision).contrast
    return decision, None if contrast is None else contrast.estimate


def _meant(claim: Claim, meaning: Meaning) -> Claim:
    parts = tuple(_part_meant(part, meaning) if meaning.concerns(part) else part for part in claim.part)
    return claim.model_copy(update={"part": parts})


def _part_meant(part: Part, meaning: Meaning) -> Part:
    of_measure = {name: value for name in ("of", "among") if (value := getattr(meaning, name)) is not None}
    of_part = {name: value for name in ("reference", "margin") if (value := getattr(meaning, name)) is not None}
    measure = part.measure.model_copy(update=of_measure)
    return part.model_copy(update={"measure": measure, **of_part})
