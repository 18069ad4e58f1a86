"""weightipy, which takes no base weights: the work is less, the answer another."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import weightipy

from benchmarks.weighting.respondents import shares


def raking(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    scheme = weightipy.scheme_from_dict({name: {c: 100 * s for c, s in t.items()} for name, t in shares().items()})
    columns = frame[["region", "sex_age", "urban"]]

    def work() -> np.ndarray:
        raked = weightipy.weight_df(columns, scheme, weight_column="raked")
        return raked["raked"].to_numpy()

    return work
