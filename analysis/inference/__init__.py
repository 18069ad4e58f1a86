"""From estimates to statements: intervals, tests, multiplicity and equivalence."""
