"""Cities while their name is typed: GET /api/v1/cities, which the field of a city asks."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.calls.v1 import refusals
from corpus.city_names import cities_like
from corpus.gazetteer import MAX_NAME

router = APIRouter(prefix="/api/v1")

MOST = 20
"""Cities of one answer."""

DAY = 24 * 3600
"""Seconds that an answer may be kept: the table is public and changes with the program only."""


class CityName(BaseModel):
    """A city of the gazetteer, as one chooses it."""

    id: int = Field(description="GeoNames id", examples=[1052373])
    name: str = Field(examples=["Beira"])
    country: str = Field(examples=["Mozambique"])
    label: str = Field(
        description="What to give as `city`; it means this city alone",
        examples=["Beira, Mozambique"],
    )
    population: int = Field(description="People, as GeoNames has it", examples=[530604])


@router.get("/cities", operation_id="find_cities", responses=refusals(422))
def find_cities(
    response: Response,
    q: Annotated[
        str,
        Query(
            max_length=MAX_NAME,
            description="The beginning of a name in any common language, with or without its country",
            examples=["beir"],
        ),
    ] = "",
    k: Annotated[int, Query(ge=1, le=MOST, description="Most cities")] = 8,
) -> list[CityName]:
    """Cities of over 15,000 people for what was typed, exact names first, then the larger ones."""
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return [
        CityName(
            id=city.id,
            name=city.name,
            country=city.country,
            label=label,
            population=city.population,
        )
        for city, label in cities_like(q, k)
    ]
