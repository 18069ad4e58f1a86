"""The whole way from the store of a study to its verdicts, once; a report only shows what stands here."""

from dataclasses import dataclass

import pandas as pd

from analysis.claims.claim import Plan
from analysis.claims.decide import decide_plan
from analysis.claims.freeze import changed_claims, deviations
from analysis.claims.plan import plan_of
from analysis.claims.scope import wrong_codes
from analysis.claims.verdict import Verdict
from analysis.crosstab import Crosstab, crosstabs
from analysis.provenance import Provenance, provenance
from analysis.sample import Sample
from analysis.two_ways import AskedTwoWays, asked_two_ways
from instruments.errors import SurveyError
from instruments.instrument import Instrument
from survey.design import Design
from survey.frame import analysis_frame
from survey.ingest import Reconciliation, responses
from survey.ingest.corrected import corrected_answers
from survey.ingest.reconcile import from_record
from survey.ledger import Ledger, ledger_of
from survey.placement import design_column
from survey.quality import Flags, ItemNonAnswer, check, non_answers
from survey.responses import Responses
from survey.store import open_store
from survey.study import Study
from survey.weights import Weights, weigh


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Results:
    """Everything that is known of a study after its claims were decided.

    Attributes
    ----------
    sample : Sample
        Study, responses, analysis frame and design.
    reconciliations : tuple of Reconciliation
        One a file, in the order of loading.
    flags : Flags
    non_answers : tuple of ItemNonAnswer
        How each question was answered, and why not where it was not.
    corrections : int
        How many answers were corrected; the raw ones are kept, each correction is on record.
    weights : Weights
    plan : Plan or None
    verdicts : tuple of Verdict
        Empty without a plan.
    crosstabs : tuple of Crosstab
    two_ways : tuple of AskedTwoWays
        What is asked both directly and by a list experiment.
    ledger : tuple of Ledger
        What became of the places drawn, a row a stratum; empty without a ledger.
    provenance : Provenance
    """

    sample: Sample
    reconciliations: tuple[Reconciliation, ...]
    flags: Flags
    non_answers: tuple[ItemNonAnswer, ...]
    corrections: int
    weights: Weights
    plan: Plan | None
    verdicts: tuple[Verdict, ...]
    crosstabs: tuple[Crosstab, ...]
    two_ways: tuple[AskedTwoWays, ...]
    ledger: tuple[Ledger, ...]
    provenance: Provenance

    @property
    def study(self) -> Study:
        """The study as its file says it."""
        return self.sample.study

    @property
    def instrument(self) -> Instrument:
        """The questionnaire."""
        return self.sample.study.instrument

    @property
    def responses(self) -> Responses:
        """The interviews that are analysed."""
        return self.sample.responses

    @property
    def design(self) -> Design:
        """The sampling design with the final weights."""
        return self.sample.design

    def __repr__(self) -> str:
        return (
            f"<Results: {len(self.responses)} interviews, {len(self.verdicts)} verdicts,\n"
            f" {len(self.crosstabs)} crosstabs>"
        )


def analyse(study: Study) -> Results:
    """Return the results of a study: its answers from the store, checked, weighted, estimated, and its claims decided.

    Parameters
    ----------
    study : Study

    Raises
    ------
    SurveyError
        If nothing is loaded, a margin cannot be met, or the plan asks for answers that do not exist.
    """
    plan = plan_of(study)
    _refuse_wrong_codes(plan, study)
    store = open_store(study)
    answers = responses(study, store)
    frame = analysis_frame(study, answers)
    weights = weigh(study, answers, frame)
    design = design_of(study, responses=answers, frame=frame, weights=weights)
    departed = () if plan is None else deviations(plan, store=store, folder=study.folder)
    changed = changed_claims(departed)
    sample = Sample(study=study, responses=answers, frame=frame, design=design)
    files = tuple(from_record(kept) for kept in store.reconciliations())
    return Results(
        sample=sample,
        reconciliations=files,
        flags=check(study, answers),
        non_answers=non_answers(answers),
        corrections=corrected_answers(store.trail()),
        weights=weights,
        plan=plan,
        verdicts=() if plan is None else decide_plan(plan, sample=sample, changed=changed),
        crosstabs=crosstabs(sample),
        two_ways=asked_two_ways(sample),
        ledger=ledger_of(study),
        provenance=provenance(study, plan=plan, deviations=departed, reconciliations=files),
    )


def design_of(study: Study, *, responses: Responses, frame: pd.DataFrame, weights: Weights) -> Design:
    """Return the sampling design of a study with its final weights."""
    name = study.design.fpc
    fpc = None if name is None else design_column(study, responses, name=name).astype(float).to_numpy()
    return Design(
        frame,
        strata="stratum",
        psu="psu",
        weights=weights.values,
        fpc=fpc,
        nest=True,
        lonely_psu=study.design.lonely_psu,
    )


def _refuse_wrong_codes(plan: Plan | None, study: Study) -> None:
    problems = () if plan is None else wrong_codes(plan, study=study)
    if problems:
        raise SurveyError(problems)
