"""Power as a table for machines: a row a claim and size."""

from collections.abc import Sequence

import pandas as pd

from analysis.power.power import ClaimPower
from instruments.language import Language


def to_frame(found: Sequence[ClaimPower], *, language: Language) -> pd.DataFrame:
    """Return a row for each claim and size: effects, what is detectable, design effects, power and each verdict."""
    names = ("claim", "family", "adults", "effect", "detectable", "expected", "deff", "expected_deff", "decided")
    rows = [
        {
            **{name: getattr(one, name) for name in names},
            **one.chances,
            "estimand": one.estimand.wording(language),
            "label": one.label.wording(language),
            "why": None if one.why is None else one.why.text(language),
        }
        for one in found
    ]
    return pd.DataFrame(rows)
