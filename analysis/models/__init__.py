"""How an answer depends on several things at once: regressions whose errors know the design."""
