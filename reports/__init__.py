"""What is shown: tables, sheets and workbooks, in French and in English."""
