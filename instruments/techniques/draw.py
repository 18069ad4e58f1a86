"""Which arm a number draws: what the form computed can be computed again from the number that it kept."""

from instruments.item import Item


def drawn(item: Item, *, number: float) -> str:
    """Return the code of the arm that the stored number of a form drew.

    Parameters
    ----------
    item : Item
    number : float
        At least 0 and below 1, as the form keeps it beside the arm.

    Examples
    --------
    >>> from instruments import library
    >>> drawn(library.load("household").item("label_arm"), number=0.5)
    'instructors'
    """
    return item.arms[int(number * len(item.arms))].code
