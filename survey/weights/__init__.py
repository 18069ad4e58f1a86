"""What each answer counts for."""

from survey.weights.base import base_weights, inverse_probabilities
from survey.weights.calibrate import calibrate
from survey.weights.nonresponse import adjust_by_classes, adjust_by_propensity
from survey.weights.outcomes import Influence, heaviest_share, influences, most_moved
from survey.weights.poststratify import poststratify
from survey.weights.rake import rake
from survey.weights.recipe import weigh
from survey.weights.spread import Spread
from survey.weights.trim import trim
from survey.weights.weights import MarginLine, Step, Weights

__all__ = [
    "Influence",
    "MarginLine",
    "Spread",
    "Step",
    "Weights",
    "adjust_by_classes",
    "adjust_by_propensity",
    "base_weights",
    "calibrate",
    "heaviest_share",
    "influences",
    "inverse_probabilities",
    "most_moved",
    "poststratify",
    "rake",
    "trim",
    "weigh",
]
