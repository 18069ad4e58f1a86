"""The sheets of a report: one a file, each a function from results to a sheet."""
