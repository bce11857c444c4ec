"""A tool server: six operations under /tools that a language model calls, and their description in OpenAPI.

They are those of MCP, with the same names, words and limits; what they give is Markdown with links. Each takes a
POST, for some front ends put parameters into an address without escaping them.
"""

from collections.abc import Callable, Coroutine
from copy import deepcopy
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.access.account_access import by_key
from api.access.viewer import Viewer
from api.mcp.ask import ASK, Question
from api.mcp.faults import working, wrong
from api.mcp.fetch import FETCH, Wanted
from api.mcp.peers import PEERS, Whose
from api.mcp.profile import CITY_PROFILE, Which
from api.mcp.search import Words, hits
from api.mcp.tool import View, run
from api.mcp.tools import BY_NAME
from api.mcp.transplant import TRANSPLANT, Pair
from api.tool_texts import Said, said, said_of_hits, said_of_part


class _Operation(APIRoute):
    """An operation that says in the words of MCP what is wrong with a call."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's, with a refusal for parameters that are not those of the operation."""
        answered = super().get_route_handler()
        tool = BY_NAME[str(self.operation_id)]

        async def handle(request: Request) -> Response:
            try:
                return await answered(request)
            except RequestValidationError as error:
                faults = error.errors()
                if any(fault["type"] == "json_invalid" for fault in faults):
                    raise  # no parameters yet: told as everywhere
                raise HTTPException(422, f"{wrong(tool, faults)} {working(tool)}") from error

        return handle


_operations = APIRouter(route_class=_Operation)
router = APIRouter(prefix="/tools", include_in_schema=False)


def view_of(request: Request, viewer: Annotated[Viewer, Depends(by_key)]) -> View:
    """What the caller may see."""
    seen = request.app.state.assistant.seen_by(viewer.sight)
    return View(seen, request.app.state.base)


TheView = Annotated[View, Depends(view_of)]


@_operations.post("/ask", operation_id="ask", summary="Ask what other cities have tried")
def post_ask(given: Question, view: TheView) -> Said:
    """Who has already solved this problem of a city, and what must change before it works in the user's city.

    Gives case studies with verbatim quotes numbered [1], [2] and links. Where nothing answers, it says so.
    """
    return said(run(ASK, given, view))


@_operations.post("/search", operation_id="search", summary="Search case studies and documents")
def post_search(given: Words, view: TheView) -> Said:
    """Find sources by meaning and words, each with its id and the sentence that fits best. Read one with fetch."""
    return said_of_hits(hits(given, view))


@_operations.post("/fetch", operation_id="fetch", summary="Read a source")
def post_fetch(given: Wanted, view: TheView) -> Said:
    """Read a case study or document by the id that ask or search gave; a long one comes in parts."""
    return said_of_part(run(FETCH, given, view))


@_operations.post("/transplant", operation_id="transplant", summary="What must change in a city")
def post_transplant(given: Pair, view: TheView) -> Said:
    """What to keep, change and check before a practice works in the user's city, on fifteen dimensions."""
    return said(run(TRANSPLANT, given, view))


@_operations.post("/peers", operation_id="peers", summary="Cities like this one")
def post_peers(given: Whose, view: TheView) -> Said:
    """The cities most like the user's that have something to teach, how they differ, and networks to meet them."""
    return said(run(PEERS, given, view))


@_operations.post("/city_profile", operation_id="city_profile", summary="What is known of a city")
def post_city_profile(given: Which, view: TheView) -> Said:
    """What is known of a city that decides whether a practice takes root there, and what is not known."""
    return said(run(CITY_PROFILE, given, view))


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
    for path in whole["paths"].values():
        for operation in path.values():
            operation["description"] = " ".join(operation["description"].split())
            operation["security"] = [{"key": []}]
            operation["x-openai-isConsequential"] = False  # else people are asked before each call
            operation["responses"].pop("422")
            operation["responses"]["default"] = {"description": "application/problem+json; `detail` says what to change"}  # fmt: skip
    held = whole["components"]["schemas"].items()
    schemas = {name: schema for name, schema in held if not name.endswith("ValidationError")}
    bearer = {"type": "http", "scheme": "bearer", "description": "An API key of the page Account"}
    components = {"schemas": schemas, "securitySchemes": {"key": bearer}}
    lean = _without_titles({**whole, "components": components})
    assert isinstance(lean, dict)
    return {**lean, "info": whole["info"]}


def _without_titles(node: Any) -> Any:
    """A schema without the titles that repeat the names."""
    if isinstance(node, dict):
        kept = {
            key: value
            for key, value in node.items()
            if not (key == "title" and isinstance(value, str))
        }
        return {key: _without_titles(value) for key, value in kept.items()}
    return [_without_titles(part) for part in node] if isinstance(node, list) else node
