"""The described world: everything that a synthetic study is drawn from, so that the truth of each claim is known."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=0)]
Milieu = Literal["urban", "rural"]
By = Literal["domain", "region", "milieu", "zone", "group", "sex"]
MILIEUX: tuple[Milieu, ...] = ("urban", "rural")
OTHERS = "others"


class Described(BaseModel):
    """A part of the world: complete, and with nothing in it that has no meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ByMilieu(Described):
    """A share in towns and in the countryside."""

    urban: Share
    rural: Share

    def of(self, milieu: Milieu) -> float:
        """Return the share in one milieu."""
        return self.urban if milieu == "urban" else self.rural


class Rates(Described):
    """Places drawn for each place that a proportional sample would draw, in towns and in the countryside."""

    urban: Positive = 1.0
    rural: Positive = 1.0


class Region(Described):
    """A region: who lives there, how densely it is sampled, and how much of it nobody can reach.

    Attributes
    ----------
    zone, exposed
        From the places file: the part of the country, and whether operations were reported there.
    population : int
        Residents of all ages.
    urban : float
        Share of them in towns.
    sampling : Rates
        How densely it is sampled.
    closed : ByMilieu
        Share of places that cannot be reached.
    groups : dict
        Composition by group, in any unit.
    """

    zone: str
    exposed: bool
    population: Annotated[int, Field(gt=0)]
    urban: Share
    sampling: Rates = Rates()
    closed: ByMilieu = ByMilieu(urban=0, rural=0)
    groups: Annotated[dict[str, Annotated[float, Field(ge=0)]], Field(min_length=1)]


class Adults(Described):
    """Adults of one sex between two ages, both included."""

    sex: str
    ages: tuple[int, int]
    count: Positive


class Frame(Described):
    """How people live: households, the places (enumeration areas) that they form, and who lives beside whom.

    ``neighbours`` is the share of a place that belongs to the place's own group whatever the region's composition.
    """

    persons_per_household: Positive
    adults_per_household: Annotated[float, Field(ge=1)]
    households_per_place: Positive
    place_spread: Share
    neighbours: ByMilieu


class Domain(Described):
    """A kind of people that the attitudes below are stated for; a person belongs to the first that describes them."""

    name: str
    zone: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    milieu: Milieu | None = None
    exposed: bool | None = None


class Factor(Described):
    """What answers have in common: the place's and the interviewer's part of variance, the shift of closed places."""

    place: Share
    interviewer: Share
    closed: float = 0.0


class Ordered(Described):
    """An ordered answer: a latent attitude, cut.

    The share of each domain is that of the answers above the cut at zero; the other cuts say how answers spread
    around it. ``loading`` is the correlation with the person's own level of the factor; its sign is also that of
    the place's and the interviewer's effect. ``arms`` says how far each arm of an experiment moves the attitude.
    """

    cuts: tuple[float, ...]
    shares: dict[str, Share]
    spread: dict[str, Positive] = {OTHERS: 1.0}
    factor: str
    loading: Annotated[float, Field(ge=-1, le=1)]
    arms: dict[str, float] = {}


class Nominal(Described):
    """An answer without order: the share of each code, for each value of what it depends on."""

    by: By = "domain"
    shares: dict[str, dict[str, Share]]


class Multiple(Described):
    """Several answers at once: the probability that each choice is named."""

    by: By = "domain"
    shares: dict[str, dict[str, Share]]


class ItemCount(Described):
    """A list experiment: how likely each harmless statement is, and the item whose attitude is the sensitive one."""

    harmless: tuple[Share, ...]
    sensitive: str


class Silence(Described):
    """Non-answers by how sensitive the item is, at the lowest fear; each step of fear multiplies their odds."""

    dont_know: dict[str, Share]
    refused: dict[str, Share]
    fear: str
    fear_odds: Positive


class Fieldwork(Described):
    """The weeks in the field: who goes, how long it takes, whom they find, and what happens where they cannot go."""

    start: date
    end: date
    households_per_place: Annotated[int, Field(gt=1)]
    at_home: ByMilieu
    consent: ByMilieu
    replaced: Share
    teams: Annotated[int, Field(gt=0)]
    interviewers: Annotated[int, Field(gt=0)]
    minutes: Positive
    minutes_spread: Positive


class Faults(Described):
    """How many faults of each kind stand in the export, for the checks to find."""

    duplicates: Count
    short: Count
    straightlined: Count
    skipped: Count
    ages: Count


class World(Described):
    """A made world. Its numbers are assumptions; none of them is a finding."""

    places: str
    frame: Frame
    regions: Annotated[dict[str, Region], Field(min_length=1)]
    adults: Annotated[tuple[Adults, ...], Field(min_length=1)]
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    factors: Annotated[dict[str, Factor], Field(min_length=1)]
    ordered: dict[str, Ordered]
    nominal: dict[str, Nominal]
    multiple: dict[str, Multiple] = {}
    counts: dict[str, ItemCount] = {}
    silence: Silence
    fieldwork: Fieldwork
    faults: Faults

    @property
    def items(self) -> dict[str, Ordered | Nominal | Multiple | ItemCount]:
        """Everything that is described of the questionnaire."""
        return {**self.ordered, **self.nominal, **self.multiple, **self.counts}

    def values_of(self, by: By) -> tuple[str, ...]:
        """Return the values that people have of what an answer may depend on, each once."""
        values: dict[By, list[str]] = {
            "domain": [domain.name for domain in self.domains],
            "region": list(self.regions),
            "milieu": [*MILIEUX],
            "zone": [region.zone for region in self.regions.values()],
            "group": [group for region in self.regions.values() for group in region.groups],
            "sex": [kind.sex for kind in self.adults],
        }
        return tuple(dict.fromkeys(values[by]))

    @property
    def strata(self) -> tuple[tuple[str, Milieu], ...]:
        """Region and milieu of each stratum that has people."""
        return tuple((name, milieu) for name in self.regions for milieu in MILIEUX if self.residents(name, milieu) > 0)

    def residents(self, region: str, milieu: Milieu) -> float:
        """Return how many people of all ages live in a stratum."""
        described = self.regions[region]
        return described.population * (described.urban if milieu == "urban" else 1 - described.urban)
