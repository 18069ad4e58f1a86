"""Accents that an earlier conversion damaged: UTF-8 that somebody read as Windows text, so that ``é`` became ``Ã©``."""

import re
from collections.abc import Sequence


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


_BYTES = {_windows(byte): byte for byte in range(0x80, 0x100)}
_LATER = "".join(re.escape(_windows(byte)) for byte in range(0x80, 0xC0))
# Only what stands for Latin letters and for the quotes, dashes and signs of French: no French word is written so.
_DAMAGED = re.compile(f"[ÂÃÅ][{_LATER}]|â[€‚„][{_LATER}]")
_SIGNS = ("Â", "Ã", "Å", "â€", "â‚", "â„")


def damaged(cells: Sequence[str]) -> str | None:
    """Return the first cell whose accents are damaged, or None.

    Examples
    --------
    >>> damaged(["Ségou", "QuÃ©"]), damaged(["« À GAO… »"])
    ('QuÃ©', None)
    """
    joined = "".join(cells)
    if joined.isascii() or not any(sign in joined for sign in _SIGNS):
        return None
    return next((cell for cell in cells if _DAMAGED.search(cell)), None)


def repaired(text: str) -> str:
    """Return a text with its accents as they were meant; what cannot be meant stays as it is.

    Examples
    --------
    >>> repaired("QuÃ©, dâ€™ici")
    'Qué, d’ici'
    """
    return _DAMAGED.sub(_meant, text)


def _meant(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[letter] for letter in found[0]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return found[0]
