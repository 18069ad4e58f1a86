"""What each answer counts for."""

from survey.weights.base import base_weights, inverse_probabilities
from survey.weights.rake import rake
from survey.weights.recipe import weigh
from survey.weights.weights import MarginLine, Step, Weights

__all__ = ["MarginLine", "Step", "Weights", "base_weights", "inverse_probabilities", "rake", "weigh"]
