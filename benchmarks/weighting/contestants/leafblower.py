"""leafblower: texts are its fastest input, and raking without under-relaxation its fastest method here."""

import pandas as pd
from leafblower import harvest

from benchmarks.weighting.respondents import relative, shares
from benchmarks.worker import Figures, Work


def raking(frame: pd.DataFrame) -> Work:
    known = shares()
    settings = {"method": "raking", "max_weight": 1e9, "convergence": {"absolute": 1e-10}, "sor": {"auto": False}}
    base = frame["weight"].to_numpy()
    texts = pd.DataFrame({name: frame[name].astype(str) for name in known})

    def work() -> Figures:
        raked = harvest(texts, known, start_weights=base, attach_weights=False, **settings)["weights"]
        return lambda: relative(raked)

    return work


raking_texts = raking
