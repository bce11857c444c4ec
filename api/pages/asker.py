"""The asking city of a page that carries it on: the address's, else the one that this browser asked for last."""

from typing import Annotated

from fastapi import Depends, Query, Request

from api.pages.remembered import remembered_city


def asker_of(request: Request, city: Annotated[str | None, Query(max_length=200)] = None) -> str:
    """The city as it was given; empty for none."""
    return remembered_city(request) if city is None else city.strip()


TheAsker = Annotated[str, Depends(asker_of)]
