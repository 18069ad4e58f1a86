"""Which question bears on which claim, in which questionnaire: from the items' own links."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from instruments.errors import Place, Problem
from instruments.instrument import Instrument
from instruments.shelf import folder
from instruments.text import Text
from instruments.words import listed
from instruments.written import Name, Section, Words, parsed, validated

ARTICLE = "giustozzi_2024"


class _ClaimSection(Section):
    """A claim as it is written."""

    id: Name
    words: Words
    asked_of: tuple[Name, ...]
    never: Words = Text()


class _ClaimsSection(Section):
    """The claims of a source."""

    claim: tuple[_ClaimSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedClaim:
    """A claim, and who is asked about it.

    Attributes
    ----------
    claim : str
    words : Text
    asked_of : tuple of str
        The questionnaires that must hold an item on it; no other may.
    never : Text
        Why nobody is asked, where nobody is.
    items : mapping of str to tuple of str
        Questionnaire -> the items that bear on the claim, in their order.
    """

    claim: str
    words: Text
    asked_of: tuple[str, ...]
    never: Text = Text()
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def claims(name: str = ARTICLE) -> tuple[AskedClaim, ...]:
    """Return the claims of a source in the library, before any questionnaire is looked at."""
    file = f"{name}.toml"
    content = folder().joinpath("claims").joinpath(file).read_bytes()
    written = validated(_ClaimsSection, parsed(content, file=file), file=file)
    return tuple(
        AskedClaim(claim=one.id, words=one.words, asked_of=one.asked_of, never=one.never) for one in written.claim
    )


def coverage(instruments: Iterable[Instrument]) -> tuple[AskedClaim, ...]:
    """Return each claim with the items that bear on it in some questionnaires."""
    looked_at = tuple(instruments)
    return tuple(
        AskedClaim(
            claim=one.claim,
            words=one.words,
            asked_of=one.asked_of,
            never=one.never,
            items={instrument.name: items for instrument in looked_at if (items := _bearing_on(one.claim, instrument))},
        )
        for one in claims()
    )


def gaps(matrix: Iterable[AskedClaim], *, instruments: Iterable[Instrument]) -> Iterator[Problem]:
    """Yield claims that are not asked where they should be, or are where they should not be; and links to no claim."""
    looked_at = {instrument.name: instrument for instrument in instruments}
    rows = tuple(matrix)
    for row in rows:
        for name in looked_at:
            if (name in row.asked_of) != (name in row.items):
                code = "instruments.coverage.nobody" if name in row.asked_of else "instruments.coverage.not_to_be_asked"
                values = {"claim": row.claim, "items": listed(row.items.get(name, ()))}
                yield Problem(code=code, place=Place(file=name), values=values)
    yield from _links_to_nothing(looked_at.values(), known={row.claim for row in rows})


def _links_to_nothing(instruments: Iterable[Instrument], *, known: set[str]) -> Iterator[Problem]:
    for instrument in instruments:
        for item in instrument.items:
            for claim in sorted(set(item.claims) - known):
                place = Place(file=instrument.name, item=item.name)
                yield Problem(code="instruments.coverage.no_claim", place=place, values={"got": claim})


def _bearing_on(claim: str, instrument: Instrument) -> tuple[str, ...]:
    return tuple(item.name for item in instrument.asked if claim in item.claims)
