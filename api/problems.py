"""Errors as HTTP: one table of statuses, and problem+json (RFC 9457) in plain English."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.cors import is_under
from api.forms import form_of
from api.pages.page import problem_page
from api.sentences import OBJECT, sentence
from corpus import errors

STATUS: tuple[tuple[type[errors.CitygraftError], int], ...] = (
    (errors.BadQuestion, 422),
    (errors.BadLimit, 422),
    (errors.UnknownCity, 422),
    (errors.BadValue, 422),
    (errors.UnknownPractice, 404),
    (errors.UnknownCase, 404),
    (errors.UnknownDocument, 404),
    (errors.UnknownNetwork, 404),
    (errors.BadFeedback, 422),
    (errors.UnknownFeedback, 404),
    (errors.FeedbackFull, 503),
    (errors.BadShortlist, 422),
    (errors.ShortlistFull, 409),
    (errors.UnknownAccount, 404),
    (errors.BadAccount, 422),
    (errors.UnknownJob, 404),
    (errors.BadDraft, 422),
    (errors.UnknownDraft, 404),
    (errors.BadEntry, 422),
    (errors.UnknownEntry, 404),
    (errors.Cancelled, 409),
    (errors.TooLarge, 413),
    (errors.Unreachable, 422),
    (errors.UnreadableFile, 415),
    (errors.StoreBusy, 503),
    (errors.IndexUnusable, 503),
    (errors.CitygraftError, 500),
)
"""First match counts."""

TITLES = {
    400: "The request cannot be understood",
    401: "Please sign in",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    408: "Too slow",
    409: "Please decide first",
    413: "Too large",
    415: "A kind of file that cannot be read",
    422: "Please change the request",
    429: "Too many attempts",
    500: "Something went wrong",
    503: "Not available at the moment",
}

PROGRAMS = ("/api", "/tools")
"""Beginnings of paths whose problems are JSON; those of other protocols are in api.forms."""

UNEXPECTED = "Something went wrong that was not foreseen. It was written to the server's log."

NOWHERE = "There is nothing at this address."

BARE = {
    "Method Not Allowed": "This address does not take requests by this method.",
    "There was an error parsing the body": f"The body is no JSON in UTF-8. {OBJECT}",
}
"""Sentences for what the framework itself says of requests."""


def add_handlers(app: FastAPI) -> None:
    """Make every error that is foreseen a problem: JSON for programs, a page elsewhere."""
    app.add_exception_handler(errors.CitygraftError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def status_of(error: errors.CitygraftError) -> int:
    """The HTTP status of an error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def problem(request: Request, status: int, detail: str, **more: Any) -> Response:
    """A problem in the form of the protocol that asks: JSON for programs, a page for people."""
    title = TITLES.get(status, "Something went wrong")
    detail = detail.encode("utf-8", "replace").decode()  # it may quote what no text can hold
    if form := form_of(request.url.path):
        return form(request, status, detail)
    for_program = is_under(request.url.path, PROGRAMS)
    if status == 401 and not for_program:
        return problem_page(request)(
            "login.html", 401, trouble=detail, back=_back(request), name=""
        )
    if not for_program:
        return problem_page(request)(
            "problem.html", status, title=title, detail=detail, code=status
        )
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def _back(request: Request) -> str:
    """Where to go on once somebody has signed in."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}" if request.method == "GET" else "/"


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.CitygraftError)
    nearest = getattr(error, "nearest", None)
    more = {} if nearest is None else {"nearest": list(nearest)}
    return problem(request, status_of(error), str(error), **more)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(request, 422, " ".join(map(sentence, error.errors())))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = NOWHERE if error.status_code == 404 else str(error.detail)
    response = problem(request, error.status_code, BARE.get(detail, detail))
    response.headers.update(error.headers or {})
    return response
