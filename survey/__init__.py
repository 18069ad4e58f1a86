"""Who answered, and what each answer counts for: studies, stores, checks, weights and designs."""
