"""Workbooks of other people, opened with care: nothing in them is trusted, neither their size nor their soundness."""
