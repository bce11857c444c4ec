"""Pages: a template with what every page shows, as the viewer may see it."""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from api.access.csrf import remember, token
from api.access.viewer import VISITOR, Viewer
from api.access.viewer import viewer_of as _viewer_of
from api.templates import render


class Page:
    """Renders templates for one request; every template has `viewer`, `csrf` and `path`."""

    def __init__(self, request: Request, viewer: Viewer) -> None:
        self._request = request
        self.viewer = viewer

    def __call__(self, name: str, /, status: int = 200, **values: Any) -> HTMLResponse:
        """A page as a response."""
        request, viewer = self._request, self.viewer
        html = render(
            name, viewer=viewer, csrf=token(request, viewer), path=request.url.path, **values
        )
        # what a browser has stored it shows again on going back, when the person has signed out, too
        kept = "private, no-store" if viewer.session else "private, no-cache"
        response = HTMLResponse(html, status, {"Cache-Control": kept})
        remember(request, response)
        return response


def page_of(request: Request) -> Page:
    """The pages for whoever sends a request."""
    return Page(request, _viewer_of(request))


def problem_page(request: Request) -> Page:
    """The same where it may not be known who sends it."""
    return Page(request, getattr(request.state, "viewer", VISITOR))


ThePage = Annotated[Page, Depends(page_of)]
