"""The chat tools of whoever has signed in, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field

from api.access import identities
from api.access.audit import by_request, file_of
from api.access.codes import Codes
from api.access.identities import MAX_PERSON, Identities
from api.access.own import OwnAccount
from api.access.viewer import READER
from api.calls.account_models import MOMENT, iso
from api.calls.v1 import refusals

router = APIRouter(prefix="/api/v1/me/chats", dependencies=[READER])

Surface = Annotated[
    str, Path(max_length=100, description="The chat tool's name", examples=["slack"])
]
Person = Annotated[
    str,
    Path(max_length=MAX_PERSON, description="The id of the person there", examples=["U012AB3CD"]),
]


class ChatShown(BaseModel):
    """A person of a chat tool who is connected."""

    surface: str = Field(examples=["slack"])
    person: str = Field(description="Their id there", examples=["U012AB3CD"])
    since: str = MOMENT

    @classmethod
    def of(cls, held: identities.Identity) -> "ChatShown":
        """A person as the API tells them."""
        return cls(surface=held.surface, person=held.person, since=iso(held.since))


class CodeMade(BaseModel):
    """A code that connects a person of a chat tool once."""

    line: str = Field(
        description="What to write to the bot, alone with it; told this once",
        examples=["connect 7K4P-QX2M"],
    )
    expires: str = MOMENT


@router.get("", operation_id="list_chats", responses=refusals(401, 403))
def list_chats(request: Request, own: OwnAccount) -> list[ChatShown]:
    """The people of chat tools that are whoever has signed in."""
    return [ChatShown.of(held) for held in Identities(file_of(request)).of(own)]


@router.post("/code", operation_id="post_chat_code", status_code=201, responses=refusals(401, 403))
def post_chat_code(request: Request, own: OwnAccount) -> CodeMade:
    """Make a code to connect a chat tool; it counts once, for 10 minutes, and the one before counts no more."""
    made = Codes(file_of(request)).make(by_request(request), own)
    return CodeMade(line=made.line, expires=iso(made.expires))


@router.delete(
    "/{surface}/{person:path}",
    operation_id="delete_chat",
    status_code=204,
    responses=refusals(401, 403, 404, 422),
)
def delete_chat(request: Request, own: OwnAccount, surface: Surface, person: Person) -> None:
    """Disconnect a person of a chat tool, at once."""
    Identities(file_of(request)).disconnect(by_request(request), surface, person, own.name)
