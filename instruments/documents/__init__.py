"""What people read of a questionnaire: its changes, its codebook, its paper form."""
