"""The weighting recipe as a study file says it: its steps, in their order."""

from typing import Literal

from pydantic import Field

from instruments.written import Section

Action = Literal["nonresponse", "poststratify", "rake", "calibrate", "trim"]


class WeightingStep(Section):
    """One step of the recipe; each action has keys of its own.

    ``nonresponse`` reads the ledger of the sample: in classes of places, or in fifths of the propensity to respond.
    ``drawn`` is the column of how many people or households were drawn in a place (default: one), ``responded`` of how
    many of them answered; without it, all of a place that was reached. The limits of ``trim`` are multiples of the
    mean weight.
    """

    action: Action
    margins: tuple[str, ...] = ()
    totals: dict[str, float] = Field(default_factory=dict)
    means: dict[str, float] = Field(default_factory=dict)
    method: Literal["linear", "raking", "logit"] = "linear"
    bounds: tuple[float, float] | None = None
    tolerance: float = Field(default=1e-8, gt=0)
    classes: tuple[str, ...] = ()
    predictors: tuple[str, ...] = ()
    drawn: str | None = None
    responded: str | None = None
    lowest: float = Field(default=0.0, ge=0, lt=1)
    highest: float | None = Field(default=None, gt=1)


class Weighting(Section):
    """How the interviews are weighted: margins to rake to, or a recipe of several steps."""

    margins: tuple[str, ...] = Field(default=(), min_length=1)
    bounds: tuple[float, float] | None = None
    tolerance: float = Field(default=1e-8, gt=0)
    step: tuple[WeightingStep, ...] = Field(default=(), min_length=1)

    @property
    def recipe(self) -> tuple[WeightingStep, ...]:
        """The steps after the base weights, in their order; margins alone mean raking."""
        raking = WeightingStep(action="rake", margins=self.margins, bounds=self.bounds, tolerance=self.tolerance)
        return self.step or (raking,)
