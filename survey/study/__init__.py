"""The study file: read, checked, frozen."""

from survey.study.reading import read
from survey.study.settings import DesignSettings, QualityLimits
from survey.study.study import WAVE, Study, Variable
from survey.study.weighting import Weighting, WeightingStep

__all__ = ["WAVE", "DesignSettings", "QualityLimits", "Study", "Variable", "Weighting", "WeightingStep", "read"]
