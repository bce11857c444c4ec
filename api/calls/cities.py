"""Cities over HTTP: one city of the table, the networks that can connect it, and what it stated, version by version."""

from functools import cache
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel, Field

from api.access.viewer import READER
from api.calls.v1 import City, TheAssistant, Version, refusals
from api.pages.city_history import steps
from assistant.assistant import MAX_K
from assistant.city_networks import Reach, networks_for
from assistant.peers import peers
from assistant.profile import profile_of
from assistant.topics import topics_of
from corpus.errors import BadValue
from corpus.gazetteer import city_of, table_lines
from corpus.nouns import City as Row
from corpus.vocabulary import Topic, label

router = APIRouter(prefix="/api/v1")

PEERS = 8
"""Cities most like one whose names are looked for in a network's entry."""


class CityFacts(BaseModel):
    """A city of the table, as GeoNames and the maps have it."""

    id: int = Field(description="GeoNames id", examples=[1052373])
    name: str = Field(examples=["Beira"])
    country: str = Field(examples=["Mozambique"])
    country_code: str = Field(description="ISO 3166-1 alpha-2", examples=["MZ"])
    population: int = Field(description="People, of no stated year", examples=[530604])
    latitude: float = Field(description="Degrees, WGS 84", examples=[-19.84])
    longitude: float = Field(description="Degrees, WGS 84", examples=[34.84])
    elevation: int | None = Field(description="Metres above the sea", examples=[14])
    coast_km: float | None = Field(description="Kilometres to the nearest coast", examples=[0.4])
    climate: str = Field(
        description="Köppen-Geiger class in 1980-2016; empty where the map has none",
        examples=["Aw"],
    )
    climate_2071: str = Field(description="The same in 2071-2100 under RCP8.5", examples=["Aw"])


class NetworkTie(BaseModel):
    """A network, and how it is tied to a city. Lists of members are not held: none says that a city is one."""

    id: str = Field(examples=["uclg-africa"])
    name: str = Field(examples=["UCLG Africa"])
    reach: Reach = Field(description="The closest tie that is known")
    sentence: str = Field(description="Of its entry, where that names a city; else empty")
    topics: list[Topic]
    how_to_join: str
    address: str = Field(description="Its own site, or the page that describes it")


class Changed(BaseModel):
    """One attribute that a version changed; null where it was not stated."""

    attribute: str = Field(examples=["sewer"])
    before: float | str | tuple[str, ...] | None = Field(examples=[None])
    after: float | str | tuple[str, ...] | None = Field(examples=[5])


class AssessmentStep(Version):
    """A version of what a city stated, with what it changed."""

    changes: list[Changed]


class Assessments(BaseModel):
    """The versions of what a city stated of itself, the newest first."""

    city: str = Field(examples=["Beira, Mozambique"])
    total: int = Field(description="Versions that there are", examples=[1])
    versions: list[AssessmentStep]


CityId = Annotated[int, Path(description="GeoNames id, as GET /api/v1/cities gives it", ge=1)]


@cache
def _lines() -> dict[int, str]:
    return {int(line.partition("\t")[0]): line for line in table_lines()}


def _city(city_id: int) -> Row:
    if line := _lines().get(city_id):
        return city_of(line)
    raise HTTPException(404)


@router.get("/cities/{city_id}", operation_id="get_city", responses=refusals(404, 422))
def get_city(city_id: CityId) -> CityFacts:
    """A city of the table, by its id."""
    return CityFacts(**_city(city_id)._asdict() | {"country": _city(city_id).country})


@router.get(
    "/cities/{city_id}/networks",
    operation_id="city_networks",
    responses=refusals(404, 422, 503),
)
def city_networks(
    city_id: CityId,
    assistant: TheAssistant,
    topic: Annotated[str, Query(description="Such as waste or mobility", max_length=100)] = "",
) -> list[NetworkTie]:
    """The networks at work that can connect a city with others, the closest first."""
    city, topics = _city(city_id), topics_of(topic)
    if topic.strip() and not topics:
        known = ", ".join(map(label, Topic))
        raise BadValue(f"'{topic.strip()}' is no topic. Topics are: {known}.")
    held = assistant.transplants.held()
    near = peers(profile_of(city), held.knowledge, topics, PEERS)
    ties = networks_for(
        held.networks,
        (city.name, city.country_code),
        [peer.name for peer in near],
        topics,
    )
    return [
        NetworkTie(
            id=tie.network.id,
            name=tie.network.name,
            reach=tie.reach,
            sentence=tie.sentence,
            topics=list(tie.network.topics),
            how_to_join=tie.network.how_to_join,
            address=tie.network.url,
        )
        for tie in ties
    ]


@router.get(
    "/assessments",
    operation_id="get_assessments",
    dependencies=[READER],
    responses=refusals(401, 403, 422),
)
def get_assessments(
    assistant: TheAssistant,
    city: City,
    offset: Annotated[int, Query(ge=0, le=10**6, description="Versions to pass over")] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_K, description="Most versions")] = 10,
) -> Assessments:
    """What a city stated of itself, every version with what it changed, the newest first."""
    profile = assistant.asking(city).profile
    found = steps(assistant.assessments.history(profile))[::-1]
    return Assessments(
        city=profile.label,
        total=len(found),
        versions=[
            AssessmentStep(
                **step.saved._asdict(), changes=[Changed(**c._asdict()) for c in step.changes]
            )
            for step in found[offset : offset + k]
        ],
    )
