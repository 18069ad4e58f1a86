"""weightipy, which takes no base weights: the work is less, the answer another."""

import pandas as pd
import weightipy

from benchmarks.weighting.respondents import relative, shares
from benchmarks.worker import Figures, Work


def raking(frame: pd.DataFrame) -> Work:
    scheme = weightipy.scheme_from_dict({name: {c: 100 * s for c, s in t.items()} for name, t in shares().items()})
    columns = frame[["region", "sex_age", "urban"]].astype(str)

    def work() -> Figures:
        raked = weightipy.weight_df(columns, scheme, weight_column="raked")
        return lambda: relative(raked["raked"].to_numpy())

    return work
