"""Write a questionnaire as an XLSForm, the workbook from which ODK, Kobo and SurveyCTO make their forms."""

from instruments.formats.xlsform.writing import write

__all__ = ["write"]
