"""Claims decided by rules that were fixed beforehand."""
