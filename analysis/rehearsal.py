"""A study rehearsed: a sample of a described world, weighted and ready to be decided, as if it came from the field."""

from dataclasses import replace
from pathlib import Path

from analysis.results import design_of
from analysis.sample import Sample
from survey.frame import analysis_frame
from survey.simulate.draw import interviews, write_ledger
from survey.simulate.world import World
from survey.study import Study
from survey.weights import weigh


def rehearse(study: Study, *, world: World, seed: int, folder: Path, adults: int = 2000) -> Sample:
    """Return the sample of one synthetic study.

    Parameters
    ----------
    study : Study
    world : World
    seed : int
    folder : Path
        Where the ledger of the places is written, for the weights to read; the next rehearsal writes over it.
    adults : int
        How many interviews are planned.
    """
    ledger, responses = interviews(world, study, seed=seed, adults=adults)
    files = study.files.model_copy(update={"sample": str(write_ledger(ledger, folder).absolute())})
    drawn = replace(study, files=files)
    frame = analysis_frame(drawn, responses)
    weights = weigh(drawn, responses, frame)
    design = design_of(drawn, responses=responses, frame=frame, weights=weights)
    return Sample(study=drawn, responses=responses, frame=frame, design=design)
