"""The part of the account page on which a person connects chat tools, and disconnects them."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.audit import by_request, file_of
from api.access.codes import Codes
from api.access.identities import Identities
from api.access.own import OwnAccount
from api.access.viewer import READER
from api.pages.account import account_page
from api.pages.page import ThePage

router = APIRouter(
    include_in_schema=False,
    default_response_class=HTMLResponse,
    prefix="/account/chats",
    dependencies=[READER],
)


@router.post("/code")
def make_code(request: Request, page: ThePage, own: OwnAccount) -> Response:
    """Make a code, and show it this once with what to do with it."""
    code = Codes(file_of(request)).make(by_request(request), own)
    response = account_page(request, page, 201, code=code)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/disconnect")
def disconnect(
    request: Request,
    own: OwnAccount,
    surface: Annotated[str, Form(max_length=100)],
    person: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Let one person of a chat tool be nobody here."""
    Identities(file_of(request)).disconnect(by_request(request), surface, person, own.name)
    return RedirectResponse("/account?done=chat#chats", 303)
