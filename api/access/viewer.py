"""The viewer: who sends a request, what they may do, and what they may see; every route asks here."""

import getpass
from typing import Annotated, NamedTuple, Protocol

from fastapi import Depends, HTTPException, Request

from api.access.collections import Collections, is_id
from api.access.roles import Role
from api.access.tables import AccessFile
from corpus.collection import EVERYTHING, OWN, Sight, collection_of
from corpus.nouns import Document


class Viewer(NamedTuple):
    """Who sends a request.

    Attributes:
        name: as histories and logs have it; empty for a visitor.
        role: what they may do, an API key's scope already taken off.
        sight: what they may see.
        writes: ids of collections that they may take documents into; None for all.
        session: mark of the signed-in session or API key; empty without one.
        by_key: whether an API key was sent, so that no browser can have been tricked.
        single: whether this is the one person at this machine, so that there is no signing in.
    """

    name: str
    role: Role
    sight: Sight
    writes: frozenset[str] | None = frozenset()
    session: str = ""
    by_key: bool = False
    single: bool = False

    @property
    def edits(self) -> bool:
        """Whether they may take in documents and prepare case studies."""
        return self.role.includes(Role.FACILITATOR)

    @property
    def administers(self) -> bool:
        """Whether they may give accounts."""
        return self.role.includes(Role.ADMIN)

    def may_write(self, collection: str) -> bool:
        """Whether they may take documents into a collection."""
        return self.edits and (self.writes is None or collection in self.writes)


VISITOR = Viewer("", Role.VISITOR, Sight(frozenset(), statements=False))
"""Whoever could not be told apart yet: sees nothing that is in a collection."""


class Access(Protocol):
    """Tells who sends a request.

    Attributes:
        file: the file of accounts and collections, and of the log.
    """

    file: AccessFile

    def viewer(self, request: Request) -> Viewer:
        """The viewer.

        Raises:
            HTTPException: 401, a key or session was sent that does not count (any more).
        """
        ...

    def collections(self) -> list[str]:
        """The ids of all collections, the bundled case studies first."""
        ...


PROXIED = (
    "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via",
)  # fmt: skip
"""Headers by which a proxy says that it passed a request on."""


class SingleUser:
    """Everybody who reaches the server is the person at this machine."""

    def __init__(self, file: AccessFile) -> None:
        self.file = file

    def collections(self) -> list[str]:
        """The ids of all collections, the bundled case studies first."""
        return [held.collection_id for held in Collections(self.file).all()]

    def viewer(self, request: Request) -> Viewer:
        """The operating system's user, who may do everything.

        Raises:
            HTTPException: 403, the request came through a proxy, so that anybody may have sent it.
        """
        if any(name in request.headers for name in PROXIED):
            raise HTTPException(
                403,
                "This server is for one person at this machine, but the request came through a proxy. "
                "Set CITYGRAFT_ADDRESS to the address that people use, so that they sign in.",
            )
        return Viewer(getpass.getuser(), Role.ADMIN, EVERYTHING, writes=None, single=True)


def viewer_of(request: Request) -> Viewer:
    """Who sends a request, found out once."""
    if not hasattr(request.state, "viewer"):
        access: Access = request.app.state.access
        request.state.viewer = access.viewer(request)
    viewer = request.state.viewer
    assert isinstance(viewer, Viewer)
    return viewer


TheViewer = Annotated[Viewer, Depends(viewer_of)]

WANTED = {
    Role.READER: "Sign in to do this.",
    Role.FACILITATOR: "Facilitators do this. Ask an administrator of this server for that role.",
    Role.ADMIN: "Administrators do this.",
}


class Needs:
    """A dependency that lets a request through only from a role; the matrix of routes reads `role`."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, viewer: TheViewer) -> Viewer:
        """The viewer.

        Raises:
            HTTPException: 401 where nobody has signed in, 403 where the role does not suffice.
        """
        if viewer.role.includes(self.role):
            return viewer
        raise HTTPException(401 if viewer.role is Role.VISITOR else 403, WANTED[self.role])


READER, FACILITATOR, ADMIN = (
    Depends(Needs(role)) for role in (Role.READER, Role.FACILITATOR, Role.ADMIN)
)
"""For `dependencies=[…]` of a route; a route without one is for everybody."""


def collection_for(viewer: Viewer, wanted: str = "") -> str:
    """The collection that documents go into: the one that is wanted, or that of everything without a name.

    Raises:
        HTTPException: 403, the viewer may not write there, or there is none.
    """
    collection = wanted.strip() or OWN
    if not is_id(collection) or not viewer.may_write(collection):
        raise HTTPException(
            403, f"You cannot take documents into a collection '{collection[:80]}'."
        )
    return collection


def writable(viewer: Viewer, document: Document) -> Document:
    """The document, where the viewer may change it.

    Raises:
        HTTPException: 403, others take care of its collection.
    """
    if not viewer.may_write(collection_of(document.source, document.meta)):
        raise HTTPException(403, "Others take care of the collection that this is in.")
    return document
