"""How a number of a verdict is written in a sentence."""

from dataclasses import dataclass

from analysis.claims.claim import Unit
from instruments.language import Language
from instruments.words import say

SMALLEST_P = 0.001
PLURAL_FROM = 2
_FRENCH = str.maketrans({".": ",", ",": "\N{NARROW NO-BREAK SPACE}"})
_DECIMALS = {"percent": 1, "points": 1, "score": 2, "index": 2}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a message, written when the language is known."""

    value: float
    unit: Unit

    def text(self, language: Language) -> str:
        """Return the number with its unit."""
        return written(self.value, unit=self.unit, language=language)


def written(value: float, *, unit: Unit, language: Language) -> str:
    r"""Return a number with its unit as the language writes it; proportions in percent or points.

    Examples
    --------
    >>> written(0.6321, unit="percent", language="en"), written(-0.05, unit="points", language="en")
    ('63.2%', '\u22125.0 points')
    """
    number = _number(value, unit=unit, language=language)
    return say(f"analysis.claims.{_unit_of(value, unit)}", language, number=number)


def written_range(low: float, high: float, *, unit: Unit, language: Language) -> str:
    """Return two numbers with what lies between them; points are named once.

    Examples
    --------
    >>> written_range(0.02, 0.05, unit="points", language="en"), written_range(0.6, 0.7, unit="percent", language="en")
    ('2.0 to 5.0 points', '60.0% to 70.0%')
    """
    if unit != "points":
        ends = [written(value, unit=unit, language=language) for value in (low, high)]
        return say("analysis.claims.range", language, low=ends[0], high=ends[1])
    numbers = [_number(value, unit=unit, language=language) for value in (low, high)]
    both = say("analysis.claims.range", language, low=numbers[0], high=numbers[1])
    return say(f"analysis.claims.{_unit_of(max(low, high, key=abs), unit)}", language, number=both)


def written_interval(low: float, high: float, *, unit: Unit, language: Language) -> str:
    """Return an interval; one that reaches beyond what is possible for a share is cut there, and says so.

    Where a share is the difference of two means, as in a list experiment, nothing keeps its interval within 0 and 100%.

    Examples
    --------
    >>> written_interval(0.413, 1.094, unit="percent", language="en")
    '41.3% to 100.0%; the interval of this method reaches beyond what is possible, to 109.4%'
    """
    if not reaches_beyond(low, high, unit=unit):
        return written_range(low, high, unit=unit, language=language)
    ends = [written(end, unit=unit, language=language) for end in (low, high) if not 0 <= end <= 1]
    possible = written_range(max(low, 0.0), min(high, 1.0), unit=unit, language=language)
    if len(ends) == 1:
        return say("analysis.claims.range_beyond", language, range=possible, end=ends[0])
    return say("analysis.claims.range_beyond_both", language, range=possible, low=ends[0], high=ends[1])


def reaches_beyond(low: float, high: float, *, unit: Unit) -> bool:
    """Return whether an interval of a share holds more than a share can be."""
    return unit == "percent" and (low < 0 or high > 1)


def _number(value: float, *, unit: Unit, language: Language) -> str:
    rounded = round(_factor(unit) * value, _DECIMALS[unit]) + 0.0  # what rounds to zero has no sign
    return _in_language(f"{rounded:,.{_DECIMALS[unit]}f}", language)


def _unit_of(value: float, unit: Unit) -> str:
    """Return which words stand with a number; in French the plural begins at two."""
    if unit == "points":
        return "points" if round(abs(_factor(unit) * value), _DECIMALS[unit]) >= PLURAL_FROM else "point"
    return "number" if _factor(unit) == 1 else unit


def _factor(unit: Unit) -> int:
    return 100 if unit in ("percent", "points") else 1


def written_count(count: int, *, language: Language) -> str:
    """Return a count with its thousands apart.

    Examples
    --------
    >>> written_count(1592, language="en")
    '1,592'
    """
    return _in_language(f"{count:,}", language)


def written_level(level: float, *, language: Language) -> str:
    """Return a confidence level in percent, with as many decimals as it has.

    Examples
    --------
    >>> written_level(0.95, language="en")
    '95%'
    """
    return say("analysis.claims.percent", language, number=_in_language(f"{100 * level:.4g}", language))


def written_p(p: float, *, language: Language) -> str:
    """Return a p-value to three decimals, never as zero.

    Examples
    --------
    >>> written_p(0.0414, language="fr"), written_p(2e-9, language="en")
    ('0,041', '< 0.001')
    """
    return _in_language(f"{p:.3f}" if p >= SMALLEST_P else f"< {SMALLEST_P}", language)


def _in_language(number: str, language: Language) -> str:
    signed = number.replace("-", "\N{MINUS SIGN}")
    return signed.translate(_FRENCH) if language == "fr" else signed
