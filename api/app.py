"""The web application: JSON under /api/v1, pages for people, and nothing from any other host."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from api.access.csrf import checked_call, checked_form
from api.access.opening import access_to
from api.access.secret import secret_of
from api.calls import v1
from api.calls.etags import ETags
from api.calls.routers import ROUTERS as ROUTERS_OF_CALLS
from api.chat.conversations import Conversations
from api.chat.surfaces import running, wired
from api.cors import Sites
from api.hosts import Hosts
from api.intake import Intake, working
from api.limits import LIMITS, BodyLimit, Limits
from api.pages import upload
from api.pages.routers import ROUTERS as ROUTERS_OF_PAGES
from api.problems import add_handlers
from api.protocols import ROUTERS as ROUTERS_OF_PROTOCOLS
from api.rewriting.rewriter import Rewording
from api.safeguards import Safeguards
from api.tracing import Tracing
from api.unforeseen import Unforeseen, broken_off
from assistant.assistant import Assistant
from assistant.connections import NOTHING, Connections

LOCAL = ("127.0.0.1", "localhost", "::1")
HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""The same as the Host header of a request writes them."""


def create_app(
    assistant: Assistant,
    host: str = "127.0.0.1",
    limits: Limits = LIMITS,
    address: str = "",
    base: str = "http://127.0.0.1:8000",
    connections: Connections = NOTHING,
) -> FastAPI:
    """The application around an assistant.

    Args:
        host: the address that it will listen on. On a local one, where `address` is empty, there is one
            user, who does not sign in, and requests under another host's name are refused, so that
            a foreign page cannot reach in through a browser.
        limits: of the bodies of requests.
        address: the address that people use, such as https://citygraft.example.org; with it people sign in,
            and requests under another name are refused.
        base: what links begin with that are read elsewhere, as in chat tools.
        connections: chat tools and what else is connected.
    """
    app = FastAPI(
        title="Citygraft",
        version="1",
        summary="Who has already solved it, and what must change before it works here.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page would load scripts from another host
        redoc_url=None,
        lifespan=_lifespan,
    )
    home = assistant.library.home
    app.state.assistant = assistant
    app.state.intake = Intake(assistant.library)
    app.state.secret = secret_of(home)
    app.state.address = address
    app.state.base = base
    app.state.connections = connections
    app.state.access = access_to(home, single=host in LOCAL and not address)
    reword = Rewording(connections.rewriter).reworded if connections.rewriter else None
    app.state.conversations = Conversations(assistant, app.state.access.file, reword)
    app.state.surfaces = wired(app.state.conversations, connections, base)
    add_handlers(app)
    app.add_exception_handler(Exception, broken_off)
    # first, as to look through all other routes takes half a millisecond of every call
    for router in ROUTERS_OF_PROTOCOLS:
        app.include_router(router)  # tells who calls by a key, never by a browser's session
    for router in ROUTERS_OF_CALLS:
        app.include_router(router, dependencies=[Depends(checked_call)])
    for router in ROUTERS_OF_PAGES:
        app.include_router(router, dependencies=[Depends(checked_form)])
    app.include_router(v1.health)
    for surface in app.state.surfaces:
        if surface.router is not None:
            app.include_router(surface.router)
    app.include_router(upload.router)  # reads its form itself, piece by piece
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.add_middleware(Unforeseen)  # innermost, so that its answers get all headers that others get
    app.add_middleware(ETags)
    app.add_middleware(BodyLimit, limits=limits)
    if connections.origins:
        app.add_middleware(Sites, origins=connections.origins)
    if names := _names(host, address):
        app.add_middleware(Hosts, names=names)
    app.add_middleware(Safeguards)
    app.add_middleware(Tracing)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with working(app), running(app.state.surfaces):
        yield


def _names(host: str, address: str) -> list[str]:
    """The names under which the server may be asked; empty for any."""
    if address:
        return [*HOSTS, urlsplit(address).hostname or ""]
    return list(HOSTS) if host in LOCAL else []
