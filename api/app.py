"""The web application: JSON under /api/v1, pages for people, and nothing from any other host."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from api import (
    cities,
    documents,
    documents_pages,
    draft_pages,
    drafts,
    feedback,
    jobs,
    jobs_pages,
    pages,
    v1,
)
from api.intake import Intake, working
from api.limits import LIMITS, BodyLimit, Limits
from api.problems import add_handlers, problem
from api.tracing import Tracing
from assistant.assistant import Assistant

LOCAL = ("127.0.0.1", "localhost", "::1")
HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""The same as the Host header of a request writes them."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # with "no-referrer" browsers send "Origin: null" even to ourselves, and every form is refused
    "Referrer-Policy": "same-origin",
}


def create_app(assistant: Assistant, host: str = "127.0.0.1", limits: Limits = LIMITS) -> FastAPI:
    """The application around an assistant.

    Args:
        host: the address that it will listen on. On a local one, requests under another host's
            name are refused, so that a foreign page cannot reach in through a browser; and only
            there documents can be changed, as there are no accounts yet.
        limits: of the bodies of requests.
    """
    app = FastAPI(
        title="Citygraft",
        version="1",
        summary="Who has already solved it, and what must change before it works here.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page would load scripts from another host
        redoc_url=None,
        lifespan=working,
    )
    app.state.assistant = assistant
    app.state.intake = Intake(assistant.library)
    app.state.local = host in LOCAL
    add_handlers(app)
    app.include_router(v1.router)
    app.include_router(v1.health)
    app.include_router(documents.router)
    app.include_router(jobs.router)
    app.include_router(drafts.router)
    app.include_router(pages.router)
    app.include_router(documents_pages.router)
    app.include_router(jobs_pages.router)
    app.include_router(draft_pages.router)
    app.include_router(cities.router)
    app.include_router(feedback.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.add_middleware(BodyLimit, limits=limits)
    if host in LOCAL:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))
    app.middleware("http")(_with_headers)
    app.add_middleware(Tracing)
    return app


async def _with_headers(
    request: Request, answer: Callable[[Request], Awaitable[Response]]
) -> Response:
    if _is_foreign(request):
        response = problem(
            request, 403, "This form was sent from another site, so nothing was saved."
        )
    else:
        response = await answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _is_foreign(request: Request) -> bool:
    """True where a page of another site would change something here: browsers tell with Origin."""
    origin = request.headers.get("origin")
    if request.method in ("GET", "HEAD", "OPTIONS") or origin is None:
        return False
    return origin.partition("://")[2] != request.headers.get("host")
