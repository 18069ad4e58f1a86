"""Take a cell apart in which labels of several words stand in a row, with nothing but spaces between them."""

from collections.abc import Mapping

LONGEST = 10_000  # longer than all choices of any question joined
_MOST_READINGS = 32


def taken_apart(text: str, *, forms: Mapping[str, tuple[str, ...]]) -> set[frozenset[str]]:
    """Return the sets of codes that a text may stand for: none, one, or several where it is ambiguous.

    Parameters
    ----------
    text : str
        In plain words.
    forms : mapping
        What choices may be called, in plain words -> the codes that are called so.

    Examples
    --------
    >>> forms = {"very": ("1",), "very bad": ("2",), "bad": ("3",), "rain": ("4",)}
    >>> sorted(taken_apart("rain very", forms=forms).pop())
    ['1', '4']
    >>> len(taken_apart("very bad", forms=forms)), len(taken_apart("snow", forms=forms))
    (2, 0)
    """
    words = text.split()
    longest = max((len(form.split()) for form in forms), default=0)
    readings: list[set[frozenset[str]]] = [{frozenset()}, *(set() for _ in words)]
    for start in range(len(words)):
        for end in range(start + 1, min(start + longest, len(words)) + 1) if readings[start] else ():
            for code in forms.get(" ".join(words[start:end]), ()):
                further = {codes | {code} for codes in readings[start] if code not in codes}
                readings[end] = set(sorted(readings[end] | further, key=sorted)[:_MOST_READINGS])
    return readings[-1] if words else set()
