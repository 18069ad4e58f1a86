"""What is known of the populations that respondents stand for."""

from survey.population.library import library_margin, library_margins
from survey.population.margin import Margin
from survey.population.read import read_margin

__all__ = ["Margin", "library_margin", "library_margins", "read_margin"]
