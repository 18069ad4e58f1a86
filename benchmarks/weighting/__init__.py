"""Weighting against its peers: the same respondents, the same targets, the same answer, and how long it took."""
