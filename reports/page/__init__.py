"""The summary as one page: a single file without scripts, made from the sheets of the workbook and nothing else."""

from reports.page.page import page

__all__ = ["page"]
