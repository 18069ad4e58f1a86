"""What follows: estimates, tests and claims from one pass over the respondents."""

from importlib import import_module

PUBLIC = {
    "chi_square": "analysis.inference.association",
    "compare": "analysis.inference.compare",
    "construct_scores": "analysis.scores",
    "contrast": "analysis.inference.contrast",
    "dispersion": "analysis.estimators.mixedness",
    "equivalence": "analysis.inference.equivalence",
    "invariance": "analysis.scores",
    "marginal_effects": "analysis.models.effects",
    "mean": "analysis.estimators.mean",
    "measures_of": "analysis.scores",
    "median": "analysis.estimators.quantile",
    "population_variance": "analysis.estimators.spread",
    "polychoric": "analysis.scores",
    "quantile": "analysis.estimators.quantile",
    "rank_test": "analysis.inference.rank",
    "ratio": "analysis.estimators.ratio",
    "regress": "analysis.models.regression",
    "reliability": "analysis.scores",
    "share": "analysis.estimators.share",
    "standard_deviation": "analysis.estimators.spread",
    "superiority": "analysis.estimators.superiority",
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
