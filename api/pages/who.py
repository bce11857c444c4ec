"""Under which name what a person does stands in histories."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Request

from api.access.viewer import TheViewer, Viewer

COOKIE = "who"
"""Remembers the name that a person gave, where nobody signs in."""

MAX_NAME = 100
"""Characters of such a name."""


def signed(viewer: Viewer, given: str = "") -> str:
    """The name of whoever is signed in, whatever is given; where nobody signs in, what is given, else the system's user."""
    return (" ".join(given.split())[:MAX_NAME] if viewer.single else "") or viewer.name


def who_of(request: Request, viewer: TheViewer) -> str:
    """Who works at this browser."""
    return signed(viewer, unquote(request.cookies.get(COOKIE, "")))


Who = Annotated[str, Depends(who_of)]
