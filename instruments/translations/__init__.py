"""Translations of a questionnaire: out to translators as a workbook, and back in under check."""

from instruments.translations.check import check
from instruments.translations.kept import coverages, kept_rows, problems, short_of_words, take, with_kept
from instruments.translations.source import Source, sources
from instruments.translations.workbook import Translation, read, write

__all__ = [
    "Source",
    "Translation",
    "check",
    "coverages",
    "kept_rows",
    "problems",
    "read",
    "short_of_words",
    "sources",
    "take",
    "with_kept",
    "write",
]
