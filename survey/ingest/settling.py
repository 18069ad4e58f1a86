"""Give each item its column: the surest one; where questions share a label, each its own by the order of the form."""

from collections.abc import Mapping, Sequence

from instruments.errors import Place, Problem, SurveyError
from instruments.instrument import Instrument
from instruments.words import listed

Claims = Mapping[int, tuple[int, tuple[str, ...]]]
"""Position -> how sure it is (0 is surest), and the items that the column may be."""


def settled(claims: Claims, *, header: Sequence[str], instrument: Instrument, file: str) -> dict[str, int]:
    """Return the column of each item.

    Raises
    ------
    SurveyError
        If one item has two columns that are equally sure, or one column is two items.
    """
    best = _surest(_told_apart(claims, instrument))
    positions = {item: at[0] for item, at in best.items()}
    problems = [_twice(item, [header[at] for at in found], file) for item, found in best.items() if len(found) > 1]
    for position in sorted(set(positions.values())):
        several = [item for item, at in positions.items() if at == position]
        if len(several) > 1:
            problems.append(_several(several, header[position], file))
    if problems:
        raise SurveyError(problems)
    return positions


def _surest(claims: Claims) -> dict[str, list[int]]:
    ranked: dict[str, list[tuple[int, int]]] = {}
    for position, (rank, items) in claims.items():
        for item in items:
            ranked.setdefault(item, []).append((rank, position))
    return {item: [at for rank, at in found if rank == min(found)[0]] for item, found in ranked.items()}


def _told_apart(claims: Claims, instrument: Instrument) -> Claims:
    """Tell questions with the same label apart where each has a column, and all stand in the order of the form."""
    order = {item.name: place for place, item in enumerate(instrument.items)}
    shared: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for position, claim in claims.items():
        if len(claim[1]) > 1:
            shared.setdefault(claim, []).append(position)
    apart = dict(claims)
    for (rank, items), positions in shared.items():
        if len(items) == len(positions):
            apart |= {at: (rank, (item,)) for at, item in zip(sorted(positions), items, strict=True)}
    sequence = [order[items[0]] for _, (_, items) in sorted(apart.items()) if len(items) == 1]
    return apart if sequence == sorted(sequence) else claims


def _several(items: Sequence[str], header: str, file: str) -> Problem:
    place = Place(file=file, column=header)
    return Problem(code="survey.ingest.label_of_several", place=place, values={"items": listed(list(items))})


def _twice(item: str, headers: Sequence[str], file: str) -> Problem:
    values = {"columns": ", ".join(headers), "count": len(headers)}
    return Problem(code="survey.ingest.column_twice", place=Place(file=file, item=item), values=values)
