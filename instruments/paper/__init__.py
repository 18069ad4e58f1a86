"""The questionnaire on paper, and the cards that the interviewer shows."""

from instruments.paper.page import write

__all__ = ["write"]
