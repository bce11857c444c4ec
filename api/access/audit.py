"""The log as routes write it: who sends the request, from where, did what."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from api.access.deeds import By, log
from api.access.tables import AccessFile
from api.access.viewer import Access, viewer_of


def by_request(request: Request, who: str | None = None) -> By:
    """Whoever sends a request; `who` where that is not the viewer, who may be signing in just now."""
    client = request.client.host if request.client else ""
    return By(
        viewer_of(request).name if who is None else who,
        client,
        str(getattr(request.state, "request_id", "")),
    )


def audit(request: Request, deed: str, about: str = "", collection: str = "") -> None:
    """Add a line on what a request did, such as "published", about what, and in which collection."""
    with file_of(request).changing() as cursor:
        log(cursor, by_request(request), deed, about, collection)


Note = Callable[..., None]
"""Adds a line to the log: what was done, about what, in which collection; see `audit`."""


def note_of(request: Request) -> Note:
    """The log for one request."""
    return partial(audit, request)


TheNote = Annotated[Note, Depends(note_of)]


def file_of(request: Request) -> AccessFile:
    """The file of accounts of the server that a request reaches."""
    access: Access = request.app.state.access
    return access.file
