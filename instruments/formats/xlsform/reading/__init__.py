"""Read an XLSForm, the mirror of its writing: tolerant of how forms are spelled, and silent about nothing."""

from instruments.formats.xlsform.reading.whole import Reading, read, reading

__all__ = ["Reading", "read", "reading"]
