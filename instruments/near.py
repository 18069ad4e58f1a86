"""The nearest of the names that are known, for whoever wrote another one."""

from collections.abc import Sequence
from difflib import get_close_matches

from instruments.words import listed

_NEAR = 0.75  # so alike are choices and choice, and not text and latest


def near_names(name: str, known: Sequence[str], *, most: int | None = None) -> str:
    """Return in words the one or two names that are nearest, or else those that are known.

    Parameters
    ----------
    name : str
    known : sequence of str
    most : int, optional
        Where none is near, no more of the others are named than these. Default: all are.

    Examples
    --------
    >>> near_names("weigth", ["weight", "place", "sex", "age"]), near_names("x", ["weight", "place", "sex"], most=2)
    ('weight', 'weight, place ...')
    """
    near = get_close_matches(name, known, n=2, cutoff=_NEAR)
    if not near and most is not None and len(known) > most:
        return f"{', '.join(known[:most])} ..."
    return listed(near or list(known))
