"""Conditions put together as text, as plans write them."""


def both(*expressions: str) -> str:
    """Return an expression that holds where all hold; empty ones say nothing.

    Examples
    --------
    >>> both("milieu = 'rural'", "", "sex = 'female' or age > 60")
    "(milieu = 'rural') and (sex = 'female' or age > 60)"
    """
    said = [expression for expression in expressions if expression]
    return said[0] if len(said) == 1 else " and ".join(f"({expression})" for expression in said)
