"""The viewer's own account, for what only the person may change: not a key, and not where nobody signs in."""

import re
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from api.access.account import Account
from api.access.accounts import Accounts
from api.access.audit import file_of
from api.access.viewer import TheViewer

SINGLE = (
    "Nobody signs in to this server: it is for one person at this machine. "
    "The page Account tells how to switch accounts on."
)


def own_account(request: Request, viewer: TheViewer) -> Account:
    """The account of whoever has signed in.

    Raises:
        HTTPException: 401 where nobody has; 403 where nobody can, or an API key was sent.
    """
    if viewer.single:
        raise HTTPException(403, SINGLE)
    if not viewer.session:
        raise HTTPException(401, "Sign in to do this.")
    if viewer.by_key:
        raise HTTPException(403, "An API key cannot change keys or passwords. Sign in to do this.")
    return Accounts(file_of(request)).get(viewer.name)


OwnAccount = Annotated[Account, Depends(own_account)]


def local_path(given: str) -> str:
    """A path of this server with its query; "/" in place of whatever leads elsewhere, or nowhere."""
    plain = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", given) is not None
    return given if plain and not given.startswith(("/login", "/logout")) else "/"
