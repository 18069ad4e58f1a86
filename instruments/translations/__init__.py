"""Translations of a questionnaire: out to translators as a workbook, and back in under check."""

from instruments.translations.check import check
from instruments.translations.source import Source, sources
from instruments.translations.workbook import Translation, read, write

__all__ = ["Source", "Translation", "check", "read", "sources", "write"]
