"""A tool server: six operations under /tools that a language model calls, and their description in OpenAPI.

They are those of MCP, with the same names, words and limits; what they give is Markdown with links.
"""

from copy import deepcopy
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.openapi.utils import get_openapi
from pydantic import Field

from api.access.viewer import Viewer
from api.mcp.ask import MOST, Question, ask
from api.mcp.fetch import Wanted, fetch
from api.mcp.http import by_key
from api.mcp.peers import Whose, peers
from api.mcp.profile import Which, profile
from api.mcp.search import Words, found
from api.mcp.tool import Given, View
from api.mcp.transplant import Pair, transplant
from api.tool_texts import Said, said, said_of_hits, said_of_part
from assistant.assistant import MAX_QUESTION

_operations = APIRouter()
router = APIRouter(prefix="/tools", include_in_schema=False)


class Asking(Given):
    """What `ask` takes here: less than over MCP, for every parameter is one more that a model fills in."""

    question: str = Field(
        description="What the city wants to solve, as one question that stands alone",
        min_length=1,
        max_length=MAX_QUESTION,
    )
    city: str = Field("", description="The asking city, such as 'Beira, Mozambique', if it is known")
    limit: int = Field(3, ge=1, le=MOST, description="Most practices")


def view_of(request: Request, viewer: Annotated[Viewer, Depends(by_key)]) -> View:
    """What the caller may see."""
    seen = request.app.state.assistant.seen_by(viewer.sight)
    return View(seen, request.app.state.base)


TheView = Annotated[View, Depends(view_of)]


@_operations.get("/ask", operation_id="ask", summary="Ask what other cities have tried")
def get_ask(given: Annotated[Asking, Query()], view: TheView) -> Said:
    """Who has already solved this problem of a city, and what must change before it works in the user's city.

    Gives case studies with verbatim quotes numbered [1], [2] and links. Where nothing answers, it says so.
    """
    return said(ask(Question(**given.model_dump()), view))


@_operations.get("/search", operation_id="search", summary="Search case studies and documents")
def get_search(given: Annotated[Words, Query()], view: TheView) -> Said:
    """Find sources by meaning and words, each with its id and the sentence that fits best. Read one with fetch."""
    return said_of_hits(found(given, view))


@_operations.get("/fetch", operation_id="fetch", summary="Read a source")
def get_fetch(given: Annotated[Wanted, Query()], view: TheView) -> Said:
    """Read a case study or document by the id that ask or search gave; a long one comes in parts."""
    return said_of_part(fetch(given, view))


@_operations.get("/transplant", operation_id="transplant", summary="What must change in a city")
def get_transplant(given: Annotated[Pair, Query()], view: TheView) -> Said:
    """What to keep, change and check before a practice works in the user's city, on fifteen dimensions."""
    return said(transplant(given, view))


@_operations.get("/peers", operation_id="peers", summary="Cities like this one")
def get_peers(given: Annotated[Whose, Query()], view: TheView) -> Said:
    """The cities most like the user's that have something to teach, how they differ, and networks to meet them."""
    return said(peers(given, view))


@_operations.get("/city_profile", operation_id="city_profile", summary="What is known of a city")
def get_city_profile(given: Annotated[Which, Query()], view: TheView) -> Said:
    """What is known of a city that decides whether a practice takes root there, and what is not known."""
    return said(profile(given, view))


router.include_router(_operations)


@router.get("/openapi.json")
def description(request: Request) -> dict[str, Any]:
    """The description of the operations, for tool servers."""
    base = request.app.state.base
    return {**deepcopy(_described()), "servers": [{"url": f"{base}/tools"}]}


@cache
def _described() -> dict[str, Any]:
    whole = get_openapi(
        title="Citygraft",
        version="1",
        description="Who has already solved a city's problem, and what must change before it works in yours.",
        routes=_operations.routes,
    )
    for operations in whole["paths"].values():
        for operation in operations.values():
            operation["description"] = " ".join(operation["description"].split())
            operation["security"] = [{"key": []}]
            operation["responses"].pop("422")
            operation["responses"]["default"] = {"description": "application/problem+json; `detail` says what to change"}  # fmt: skip
    schemas = {name: whole["components"]["schemas"][name] for name in ("Said", "Opened")}
    bearer = {"type": "http", "scheme": "bearer", "description": "An API key of the page Account"}
    components = {"schemas": schemas, "securitySchemes": {"key": bearer}}
    lean = _without_titles({**whole, "components": components})
    assert isinstance(lean, dict)
    return {**lean, "info": whole["info"]}


def _without_titles(node: Any) -> Any:
    """A schema without the titles that repeat the names."""
    if isinstance(node, dict):
        kept = {key: value for key, value in node.items() if not (key == "title" and isinstance(value, str))}
        return {key: _without_titles(value) for key, value in kept.items()}
    return [_without_titles(part) for part in node] if isinstance(node, list) else node
