"""One module a contestant; one function a task, from the respondents to what is timed."""
