"""What is estimated of a population, an estimator a file."""
