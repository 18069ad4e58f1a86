"""Weights: how many people of the population each respondent stands for, and how that number came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Problem
from instruments.language import Language
from instruments.numeral import numeral
from instruments.words import say
from survey.population.margin import CROSS, Margin
from survey.weights.spread import Spread

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginLine:
    """One category of a margin: what was aimed at, what was there before, and what is there now.

    Attributes
    ----------
    margin, category : str
        The codes of a crossed category are joined by `CROSS`.
    variables : tuple of str
        Of the margin; none for a known total or mean.
    n : int
        Respondents, unweighted.
    target, before, after : float
        Sums of weights; `before` is of the base weights, scaled to the same total as the targets.
    is_group : bool
        Whether it is a group of people; a known total or mean is none, nor are those whose category is not known.
    """

    margin: str
    category: str
    n: int
    target: float
    before: float
    after: float
    is_group: bool = True
    variables: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of the category in each variable."""
        return tuple(self.category.split(CROSS)) if self.variables else ()

    @property
    def error(self) -> float:
        """How far the weighted sum is from its target, relative to the target."""
        return abs(self.after - self.target) / (abs(self.target) or 1.0)

    @property
    def mean_weight(self) -> float:
        """The mean weight of its respondents."""
        return self.after / self.n


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a weighting recipe, as it is printed and replayed.

    Attributes
    ----------
    action : str
        ``base``, ``rake`` ...; its words are the message ``survey.weights.step_<action>``.
    settings : mapping
        What the step was told.
    spread : Spread
        Of the weights after the step.
    largest_error : float or None
        Of the margins after the step, relative; None for a step without margins.
    iterations : int or None
    notes : tuple of Problem
        What a reader should know: that margins were scaled, for example.
    """

    action: str
    spread: Spread
    settings: Mapping[str, object] = field(default_factory=dict)
    largest_error: float | None = None
    iterations: int | None = None
    notes: tuple[Problem, ...] = ()

    def name(self, language: Language | None = None) -> str:
        """Return what kind of step it is, in a word or two."""
        return say(f"survey.weights.name_{self.action}", language)

    def text(self, language: Language | None = None, *, columns: bool = True) -> str:
        """Return what the step did, in words; from which columns of the data where they are wanted."""
        done = say(f"survey.weights.step_{self.action}", language, **self.settings)
        source = self.settings.get("column") or self.settings.get("stages")
        if columns and source:
            done = say("survey.weights.from_columns", language, done=done, columns=source)
        return (
            done + say("survey.weights.within_bounds", language, **self.settings) if "lower" in self.settings else done
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Weights:
    """The weights of respondents, in the order of the frame that they were made for.

    Attributes
    ----------
    values : array
        The weights.
    base : array
        What they were before the first step.
    steps : tuple of Step
        The recipe, in the order in which it ran.
    margins : tuple of MarginLine
        The margins, before and after.
    known : tuple of Margin
        What the population is known to be, with its sources.
    """

    values: Floats
    base: Floats
    steps: tuple[Step, ...]
    margins: tuple[MarginLine, ...] = ()
    known: tuple[Margin, ...] = ()

    def __repr__(self) -> str:
        actions = " > ".join(step.action for step in self.steps)
        spread = self.spread
        return f"<Weights: {actions}, n {spread.n},\n deff {spread.deff:.3f}, effective n {spread.n_effective:.0f}>"

    def __len__(self) -> int:
        return len(self.values)

    @property
    def spread(self) -> Spread:
        """The spread of the weights as they are now."""
        return self.steps[-1].spread

    @property
    def largest_error(self) -> float | None:
        """The largest relative error of a margin, None where there is no margin."""
        return max((line.error for line in self.margins), default=None)

    @property
    def heaviest(self) -> MarginLine | None:
        """The group whose respondents carry the heaviest weights on average, None where there is no margin."""
        groups = [line for line in self.margins if line.is_group]
        return max(groups, key=lambda line: line.mean_weight, default=None)

    def text(self, language: Language | None = None) -> str:
        """Return in a sentence what the weights cost in precision, and which group carries the heaviest."""
        spread, group = self.spread, self.heaviest
        counts = {"n": numeral(spread.n, ","), "effective": numeral(spread.n_effective, ",.0f")}
        cost = {**counts, "deff": numeral(spread.deff, ".2f")}
        if spread.is_even:
            return say("survey.weights.cost_even", language, **cost)
        if group is None:
            return say("survey.weights.cost", language, **cost)
        times = numeral(group.mean_weight * spread.n / spread.total, ".2f")
        named = {"margin": group.margin, "category": group.category, "times": times}
        return say("survey.weights.cost_and_heaviest", language, **cost, **named)

    def to_frame(self) -> pd.DataFrame:
        """Return the margins as a table: margin, category, n, target, before, after, error."""
        names = ("margin", "category", "n", "target", "before", "after", "error")
        return pd.DataFrame([[getattr(line, name) for name in names] for line in self.margins], columns=list(names))
