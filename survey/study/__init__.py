"""The study file: read, checked, frozen."""

from survey.study.reading import read
from survey.study.study import Study, Variable

__all__ = ["Study", "Variable", "read"]
