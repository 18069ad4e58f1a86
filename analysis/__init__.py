"""What follows: estimates, tests and claims from one pass over the respondents."""

from importlib import import_module

PUBLIC = {
    "mean": "analysis.estimators.mean",
    "median": "analysis.estimators.quantile",
    "quantile": "analysis.estimators.quantile",
    "ratio": "analysis.estimators.ratio",
    "share": "analysis.estimators.share",
    "total": "analysis.estimators.mean",
}


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is asked for: the command line answers before numpy is there."""
    if name not in PUBLIC:
        message = f"module 'analysis' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(PUBLIC)
