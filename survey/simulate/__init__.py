"""Synthetic studies: respondents drawn from a described world, for the demo, for power, for proof."""
