"""Estimation against its peers: the same respondents, the same figures, and how long they took."""
