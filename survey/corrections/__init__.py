"""Corrections of answers: a workbook for people to fill in, applied as a whole, on record, and undone by name."""
