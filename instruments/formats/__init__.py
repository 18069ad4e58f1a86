"""The forms in which a questionnaire is written and read, a format a file."""
