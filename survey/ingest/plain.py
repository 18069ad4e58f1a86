"""Words made comparable: what a spreadsheet, a server or a keyboard changes in them is taken away."""

import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\ufeff": None})


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    r"""Return words in small letters, with single spaces, straight quotes and one form of each accent.

    Examples
    --------
    >>> plain("  Je n’ai  PAS\u00a0d'avis ")
    "je n'ai pas d'avis"
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())
