"""A file a contestant: each task takes the respondents and returns the work, on the input that suits it best."""
