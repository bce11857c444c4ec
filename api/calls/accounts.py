"""Accounts, keys, collections and the log over HTTP; and who the sender is."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api.access.accounts import Accounts
from api.access.audit import by_request, file_of
from api.access.collections import Collections
from api.access.deeds import deeds
from api.access.keys import Keys
from api.access.own import OwnAccount
from api.access.passwords import apart, one_time
from api.access.viewer import ADMIN, READER, TheViewer, Viewer
from api.calls.account_models import (
    AccountChange,
    AccountList,
    AccountShown,
    CollectionChange,
    CollectionShown,
    DeedList,
    DeedShown,
    FirstPassword,
    KeyMade,
    KeyShown,
    Me,
    NewAccount,
    NewCollection,
    NewKey,
    collection_shown,
)
from api.calls.v1 import TheLibrary, refusals
from assistant.keeping import Owner, OwnerKind
from assistant.shortlists import Shortlists

router = APIRouter(prefix="/api/v1")

MAX_LISTED = 500
"""Accounts, or lines of the log, in one list."""

Offset = Annotated[int, Query(ge=0, le=10**9, description="How many are passed over")]
K = Annotated[int, Query(ge=1, le=MAX_LISTED, description="At most so many")]
KeyId = Annotated[int, Path(ge=1, le=10**12, description="Number of a key")]


@router.get("/me", operation_id="get_me", responses=refusals(401))
def get_me(request: Request, viewer: TheViewer) -> Me:
    """Who the sender is, and which collections they see."""
    return Me(
        name=viewer.name, role=viewer.role, single=viewer.single, by_key=viewer.by_key,
        collections=_seen(request, viewer),
    )  # fmt: skip


@router.get("/accounts", operation_id="list_accounts", dependencies=[ADMIN],
            responses=refusals(401, 403, 422))  # fmt: skip
def list_accounts(request: Request, offset: Offset = 0, k: K = 100) -> AccountList:
    """Who may sign in, by name."""
    held = Accounts(file_of(request)).all()
    shown = [AccountShown.of(account) for account in held[offset : offset + k]]
    return AccountList(total=len(held), offset=offset, accounts=shown)


@router.post("/accounts", operation_id="post_account", status_code=201, dependencies=[ADMIN],
             responses=refusals(401, 403, 422))  # fmt: skip
async def post_account(request: Request, given: NewAccount) -> FirstPassword:
    """Make an account; its password for the first time is told this once."""
    held, by, secret = Accounts(file_of(request)), by_request(request), one_time()
    made = await apart(held.add, by, given.name, given.role, secret)
    return FirstPassword(name=made.name, password=secret)


@router.patch("/accounts/{name}", operation_id="patch_account", dependencies=[ADMIN],
              responses=refusals(401, 403, 404, 422))  # fmt: skip
def patch_account(request: Request, name: str, given: AccountChange) -> AccountShown:
    """Change a role, shut an account out, or let it in again; its sessions end."""
    held, by = Accounts(file_of(request)), by_request(request)
    if given.role is not None:
        held.set_role(by, name, given.role)
    if given.disabled is not None:
        (held.disable if given.disabled else held.enable)(by, name)
    return AccountShown.of(held.get(name))


@router.post("/accounts/{name}/password", operation_id="reset_password", status_code=201,
             dependencies=[ADMIN], responses=refusals(401, 403, 404))  # fmt: skip
async def reset_password(request: Request, name: str) -> FirstPassword:
    """Give a new password for the first time, told this once; the account's sessions end."""
    held, by, secret = Accounts(file_of(request)), by_request(request), one_time()
    await apart(held.reset, by, name, secret)
    return FirstPassword(name=held.get(name).name, password=secret)


@router.delete("/accounts/{name}", operation_id="delete_account", status_code=204,
               dependencies=[ADMIN], responses=refusals(401, 403, 404, 422))  # fmt: skip
def delete_account(request: Request, name: str, library: TheLibrary) -> None:
    """Remove an account with its sessions, keys and shortlists; what it did stays in histories and in the log."""
    held = Accounts(file_of(request))
    called = held.get(name).name
    held.remove(by_request(request), name)
    Shortlists(library.home).forget(Owner(OwnerKind.ACCOUNT, called))


@router.get("/keys", operation_id="list_keys", dependencies=[READER], responses=refusals(401, 403))
def list_keys(request: Request, own: OwnAccount) -> list[KeyShown]:
    """The keys of whoever has signed in, the newest first."""
    return [KeyShown.of(key) for key in Keys(file_of(request)).all(own.account_id)]


@router.post("/keys", operation_id="post_key", status_code=201, dependencies=[READER],
             responses=refusals(401, 403, 422))  # fmt: skip
def post_key(request: Request, own: OwnAccount, given: NewKey) -> KeyMade:
    """Make a key; it is told this once. A key itself cannot make keys."""
    key, secret = Keys(file_of(request)).make(by_request(request), own, given.name, given.scope)
    return KeyMade(**KeyShown.of(key).model_dump(), key=secret)


@router.delete("/keys/{key_id}", operation_id="delete_key", status_code=204, dependencies=[READER],
               responses=refusals(401, 403, 404, 422))  # fmt: skip
def delete_key(request: Request, own: OwnAccount, key_id: KeyId) -> None:
    """Make a key count no more, at once."""
    Keys(file_of(request)).revoke(by_request(request), own, key_id)


@router.get("/collections", operation_id="list_collections", responses=refusals(401))
def list_collections(request: Request, viewer: TheViewer) -> list[CollectionShown]:
    """The collections that the sender sees, and for administrators those that they look after without seeing what is in them."""
    return _seen(request, viewer)


@router.post("/collections", operation_id="post_collection", status_code=201, dependencies=[ADMIN],
             responses=refusals(401, 403, 422))  # fmt: skip
def post_collection(request: Request, given: NewCollection) -> CollectionShown:
    """Make a collection; whoever makes a private one is not in it until they are added."""
    made = Collections(file_of(request)).add(by_request(request), given.id, given.visibility)
    open_ = made.is_seen_by(None) or given.visibility == "members"
    return collection_shown(made, seen=open_, writes=open_)


@router.patch("/collections/{collection_id}", operation_id="patch_collection", dependencies=[ADMIN],
              responses=refusals(401, 403, 404, 422))  # fmt: skip
def patch_collection(request: Request, collection_id: str, given: CollectionChange) -> CollectionChange:  # fmt: skip
    """Change who may see a collection."""
    Collections(file_of(request)).show_to(by_request(request), collection_id, given.visibility)
    return given


@router.get("/collections/{collection_id}/members", operation_id="list_members", dependencies=[ADMIN],
            responses=refusals(401, 403, 404))  # fmt: skip
def list_members(request: Request, collection_id: str) -> list[str]:
    """The names of the accounts that were added to a collection."""
    return Collections(file_of(request)).members(collection_id)


@router.put("/collections/{collection_id}/members/{name}", operation_id="put_member", status_code=204,
            dependencies=[ADMIN], responses=refusals(401, 403, 404))  # fmt: skip
def put_member(request: Request, collection_id: str, name: str) -> None:
    """Add an account to a collection."""
    file = file_of(request)
    Collections(file).join(by_request(request), collection_id, Accounts(file).get(name))


@router.delete("/collections/{collection_id}/members/{name}", operation_id="delete_member",
               status_code=204, dependencies=[ADMIN], responses=refusals(401, 403, 404))  # fmt: skip
def delete_member(request: Request, collection_id: str, name: str) -> None:
    """Take an account out of a collection."""
    file = file_of(request)
    Collections(file).leave(by_request(request), collection_id, Accounts(file).get(name))


@router.get("/audit", operation_id="list_deeds", dependencies=[ADMIN], responses=refusals(401, 403, 422))  # fmt: skip
def list_deeds(request: Request, viewer: TheViewer, offset: Offset = 0, k: K = 100) -> DeedList:
    """Who did what, newest first; what happened in a collection that the sender does not see comes without its name."""
    total, held = deeds(file_of(request), viewer.sight, offset, k)
    return DeedList(total=total, offset=offset, deeds=[DeedShown.of(deed) for deed in held])


def _seen(request: Request, viewer: Viewer) -> list[CollectionShown]:
    return [
        collection_shown(
            held,
            seen=viewer.sight.has(held.collection_id),
            writes=viewer.may_write(held.collection_id),
        )
        for held in Collections(file_of(request)).all()
        if viewer.administers or viewer.sight.has(held.collection_id)
    ]
