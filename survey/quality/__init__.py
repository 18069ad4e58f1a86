"""What is wrong with the interviews today: one check a file, a record for each finding."""

from survey.quality.check import check
from survey.quality.flags import Flag, Flags
from survey.quality.missing import ItemNonAnswer, non_answer_frame, non_answers

__all__ = ["Flag", "Flags", "ItemNonAnswer", "check", "non_answer_frame", "non_answers"]
