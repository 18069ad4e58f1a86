"""What each answer counts for."""
