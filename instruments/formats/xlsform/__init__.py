"""XLSForm, the workbook from which ODK, Kobo and SurveyCTO make their forms: written, read, and brought up to date."""

from instruments.formats.xlsform.reading import Reading, read
from instruments.formats.xlsform.rewriting import Rewritten, rewritten
from instruments.formats.xlsform.workbook import save
from instruments.formats.xlsform.writing import write

__all__ = ["Reading", "Rewritten", "read", "rewritten", "save", "write"]
