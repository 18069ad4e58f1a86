"""The codebook of a questionnaire: as a workbook for people, as DDI-Codebook 2.5 for archives."""

from instruments.codebook import ddi, workbook

__all__ = ["ddi", "workbook"]
