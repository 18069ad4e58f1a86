"""How a number of a verdict is written in a sentence."""

from dataclasses import dataclass

from analysis.claims.claim import Unit
from instruments.language import Language
from instruments.words import say

SMALLEST_P = 0.001
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
    factor = 100 if unit in ("percent", "points") else 1
    rounded = round(factor * value, _DECIMALS[unit]) + 0.0  # what rounds to zero has no sign
    number = _in_language(f"{rounded:,.{_DECIMALS[unit]}f}", language)
    name = unit if factor == 100 else "number"
    return say(f"analysis.claims.{name}", language, number=number)


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
