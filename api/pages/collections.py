"""The pages on which administrators give collections, and read the log."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse

from api.access.accounts import Accounts
from api.access.audit import by_request, file_of
from api.access.collections import Collections
from api.access.deeds import deeds
from api.access.viewer import ADMIN
from api.pages.page import Page, ThePage
from corpus.collection import CASES, Visibility
from corpus.errors import BadAccount, UnknownAccount

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[ADMIN]
)

SHOWN = 100
"""Lines of the log on one page."""

Name = Annotated[str, Form(max_length=400)]
CollectionId = Annotated[str, Form(alias="collection", max_length=100)]


@router.get("/collections")
def collections(request: Request, page: ThePage) -> HTMLResponse:
    """Which collections there are, and who may see them."""
    return _collections(request, page)


@router.post("/collections")
def add_collection(
    request: Request,
    page: ThePage,
    collection_id: CollectionId,
    visibility: Annotated[Visibility, Form()] = Visibility.PRIVATE,
) -> HTMLResponse:
    """Make a collection."""

    def change(held: Collections) -> str:
        held.add(by_request(request), collection_id.strip(), visibility)
        return f"There is a collection {collection_id.strip()} now."

    return _collected(request, page, change)


@router.post("/collections/visibility")
def show_to(
    request: Request,
    page: ThePage,
    collection_id: CollectionId,
    visibility: Annotated[Visibility, Form()],
) -> HTMLResponse:
    """Change who may see a collection."""

    def change(held: Collections) -> str:
        held.show_to(by_request(request), collection_id, visibility)
        return f"{collection_id} is {visibility} now."

    return _collected(request, page, change)


@router.post("/collections/join")
def join(request: Request, page: ThePage, collection_id: CollectionId, name: Name) -> HTMLResponse:
    """Add an account to a collection."""

    def change(held: Collections) -> str:
        account = Accounts(file_of(request)).get(name)
        held.join(by_request(request), collection_id, account)
        return f"{account.name} was added to {collection_id}."

    return _collected(request, page, change)


@router.post("/collections/leave")
def leave(request: Request, page: ThePage, collection_id: CollectionId, name: Name) -> HTMLResponse:
    """Take an account out of a collection."""

    def change(held: Collections) -> str:
        account = Accounts(file_of(request)).get(name)
        held.leave(by_request(request), collection_id, account)
        return f"{account.name} was taken out of {collection_id}."

    return _collected(request, page, change)


def _collected(request: Request, page: Page, change: Callable[[Collections], str]) -> HTMLResponse:
    try:
        return _collections(request, page, done=change(Collections(file_of(request))))
    except BadAccount as error:
        return _collections(request, page, 422, trouble=str(error))
    except UnknownAccount as error:
        return _collections(request, page, 404, trouble=str(error))


def _collections(request: Request, page: Page, status: int = 200, **told: str) -> HTMLResponse:
    """The page, with what there is to tell: `done` or `trouble`."""
    values: dict[str, Any] = {"done": "", "trouble": ""} | told
    file = file_of(request)
    held = Collections(file)
    return page(
        "collections.html",
        status,
        rows=[(c, held.members(c.collection_id)) for c in held.all()],
        names=[account.name for account in Accounts(file).all()],
        visibilities=list(Visibility),
        bundled=CASES,
        **values,
    )


@router.get("/audit")
def audit_log(
    request: Request, page: ThePage, number: Annotated[int, Query(alias="page", le=10**9)] = 1
) -> HTMLResponse:
    """Who did what, newest first."""
    offset = (max(number, 1) - 1) * SHOWN
    total, rows = deeds(file_of(request), page.viewer.sight, offset, SHOWN)
    pages = -(-total // SHOWN) or 1
    return page("audit.html", rows=rows, total=total, number=max(number, 1), pages=pages)
