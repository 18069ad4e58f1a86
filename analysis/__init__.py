"""What follows: estimates, tests and claims from one pass over the respondents."""
