"""Networks that connect a city with others: those that name it or its peers, then those that work where it lies."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from assistant.groups import region
from corpus.countries import CountryProfile, profile
from corpus.gazetteer import country_code
from corpus.network import Network, NetworkStatus
from corpus.vocabulary import Topic

ARAB = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"
"""Members of the League of Arab States."""

MEDITERRANEAN = "AL BA CY DZ EG ES FR GR HR IL IT LB LY MA MC ME MT PS SI SY TN TR"
"""The countries around the Mediterranean Sea that are parties to the Barcelona Convention, and Palestine."""

PARTS: Mapping[str, Callable[[CountryProfile], bool]] = {
    "Africa": lambda country: country.region == "Africa",
    "Arab world": lambda country: country.code in ARAB.split(),
    "Asia and the Pacific": lambda country: (
        country.region in ("Asia", "Oceania") and country.subregion != "Western Asia"
    ),
    "Europe": lambda country: country.region == "Europe",
    "Latin America and the Caribbean": lambda country: region(country.code) == LATIN,
    "Mediterranean": lambda country: country.code in MEDITERRANEAN.split(),
    "Middle East and West Asia": lambda country: country.subregion == "Western Asia",
}
"""Which countries lie in a part of the world as corpus/networks.yaml names it, by the UN's M49 where nothing else is said."""

LATIN = "Latin America and the Caribbean"

CALLED = {"Palestine": "PS"}
"""Countries that corpus/networks.yaml calls otherwise than the table of countries."""

SHORTEST = 4
"""Letters of a city's name that is looked for in the entry of a network."""


class Reach(StrEnum):
    """How a network is tied to a city, the closest first. Lists of members are not held, so none says "member"."""

    NAMES_CITY = "names your city"
    NAMES_PEER = "names a city like yours"
    COUNTRY = "works in your country"
    REGION = "works in your part of the world"
    WORLD = "works worldwide"


class Tie(NamedTuple):
    """A network, how it is tied to a city, and the sentence of its entry that names a city; empty where none does."""

    network: Network
    reach: Reach
    sentence: str = ""


def networks_for(
    networks: Iterable[Network],
    city: tuple[str, str],
    peers: Iterable[str] = (),
    topics: frozenset[Topic] = frozenset(),
) -> list[Tie]:
    """The networks at work that can connect a city with others, the closest first, then by name.

    Args:
        city: its name, and its country's code.
        peers: names of the cities most like it.
        topics: only networks on one of these; empty for any.
    """
    peers = tuple(peers)
    found = [
        tie
        for network in networks
        if network.status is NetworkStatus.ACTIVE and (not topics or topics & set(network.topics))
        for tie in _tie(network, city, peers)
    ]
    order = list(Reach)
    return sorted(found, key=lambda tie: (order.index(tie.reach), tie.network.name))


def _tie(network: Network, city: tuple[str, str], peers: Iterable[str]) -> Iterator[Tie]:
    name, code = city
    if sentence := _naming(network.about, [name]):
        yield Tie(network, Reach.NAMES_CITY, sentence)
    elif sentence := _naming(network.about, peers):
        yield Tie(network, Reach.NAMES_PEER, sentence)
    elif reach := _reach(network.region, code):
        yield Tie(network, reach)


def _naming(text: str, names: Iterable[str]) -> str:
    """The first sentence that has one of the names as a word of its own."""
    called = "|".join(re.escape(name) for name in names if len(name) >= SHORTEST)
    sentences = re.split(r"(?<=[.;]) (?=[A-Z])", text) if called else []
    return next((s for s in sentences if re.search(rf"\b(?:{called})\b", s)), "")


def _reach(where: str, code: str) -> Reach | None:
    if where == "world":
        return Reach.WORLD
    if lies_in := PARTS.get(where):
        return Reach.REGION if lies_in(profile(code)) else None
    country = CALLED.get(where) or country_code(where)
    return Reach.COUNTRY if country == code else None
