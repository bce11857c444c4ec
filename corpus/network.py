"""City networks and programmes: whom a city can join to learn from others."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from corpus.forms import Form, Line, Slug, Source, read_list
from corpus.vocabulary import Topic

NETWORKS = Path(__file__).parent / "networks.yaml"


class NetworkKind(StrEnum):
    """Who carries it."""

    MEMBERSHIP = "membership"
    AGENCY_LED = "agency_led"
    PROJECT = "project"
    SISTER_CITY = "sister_city"
    NATIONAL = "national"


class Offer(StrEnum):
    """What it gives to a city."""

    PEER_EXCHANGE = "peer_exchange"
    TWINNING = "twinning"
    FUNDING = "funding"
    SELF_ASSESSMENT = "self_assessment"
    TRAINING = "training"
    ADVOCACY = "advocacy"
    DATA = "data"


class NetworkStatus(StrEnum):
    """Whether it still works; the year of an end is in `about`."""

    ACTIVE = "active"
    ENDED = "ended"


class Network(Form):
    """A network or programme; `region` is a part of the world, or "world"."""

    id: Slug
    name: Annotated[str, Field(min_length=3, max_length=160)]
    kind: NetworkKind
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=4)]
    region: Annotated[str, Field(min_length=3, max_length=100)]
    offers: Annotated[tuple[Offer, ...], Field(min_length=1)]
    about: Line
    how_to_join: Line
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    status: NetworkStatus
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


def load_networks(path: Path = NETWORKS) -> Iterator[Network]:
    """Every network of the file.

    Raises:
        BadCase: at the first entry that breaks the form.
    """
    yield from read_list(Network, path)
