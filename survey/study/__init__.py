"""The study file: read, checked, frozen."""

from survey.study.reading import read
from survey.study.settings import DesignSettings, QualityLimits, Weighting
from survey.study.study import Study, Variable

__all__ = ["DesignSettings", "QualityLimits", "Study", "Variable", "Weighting", "read"]
