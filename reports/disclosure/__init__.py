"""What protects respondents: small groups are hidden, and so is what would give them back."""
