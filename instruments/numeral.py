"""Numbers in messages: kept as English writes them, written as the language of the message does."""

from instruments.language import Language

_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_FRENCH = str.maketrans({".": ",", ",": _NARROW_SPACE, "-": _MINUS, "%": f"{_NARROW_SPACE}%"})
_GROUPED_FROM = 10_000  # a year is not grouped, nor any count that is as short


class Numeral(str):
    """A number with its digits chosen, perhaps in percent; a message of French turns its point into a comma.

    To everything else it is a text.
    """

    __slots__ = ()

    def text(self, language: Language) -> str:
        """Return the number as a language writes it."""
        if language == "en" or "e" in self:  # 1e-06 stays as programs read it
            return str(self)
        return self.translate(_FRENCH)


def numeral(value: float, form: str = "g") -> Numeral:
    r"""Return a number for a message, with as many digits as the format says.

    Examples
    --------
    >>> numeral(0.2), numeral(1234.5, ",.1f"), numeral(0.2).text("fr"), numeral(1234.5, ",.1f").text("fr")
    ('0.2', '1,234.5', '0,2', '1\u202f234,5')
    """
    return Numeral(format(value, form))


def spelled_out(value: object, language: Language) -> object:
    r"""Return the value of a message as its language writes it; what is no number stays what it is.

    Examples
    --------
    >>> spelled_out(0.5, "fr"), spelled_out(12000, "fr"), spelled_out(2026, "fr"), spelled_out("0.5", "fr")
    ('0,5', '12\u202f000', 2026, '0.5')
    >>> spelled_out(0.5, "en"), spelled_out(12000, "en"), spelled_out(2026, "en")
    (0.5, '12,000', 2026)
    """
    if isinstance(value, Numeral):
        return value.text(language)
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) >= _GROUPED_FROM:
        return Numeral(f"{value:,}").text(language)
    return Numeral(value).text(language) if isinstance(value, float) and language != "en" else value
