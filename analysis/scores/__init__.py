"""Scores of constructs, and whether they can be trusted and compared."""

from analysis.scores.construct import Measure, construct_scores, measures_of
from analysis.scores.invariance import Invariance, invariance
from analysis.scores.polychoric import polychoric, polychoric_matrix
from analysis.scores.reliability import Reliability, reliability

__all__ = [
    "Invariance",
    "Measure",
    "Reliability",
    "construct_scores",
    "invariance",
    "measures_of",
    "polychoric",
    "polychoric_matrix",
    "reliability",
]
