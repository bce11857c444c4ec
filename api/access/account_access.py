"""Who sends a request, where people sign in: told by an API key or by a session's cookie, looked up each time."""

from fastapi import HTTPException, Request

from api.access.account import Account
from api.access.collections import Collections
from api.access.keys import Keys
from api.access.roles import Role
from api.access.sessions import Sessions
from api.access.signing_in import session_of
from api.access.tables import AccessFile
from api.access.viewer import TheViewer, Viewer
from corpus.collection import Sight, Visibility

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Citygraft"'}

BAD_KEY = (
    "This API key does not count: it is wrong, or was revoked, or its account is disabled. "
    "Make a new one on the page Account."
)

BAD_HEADER = "Send an API key as 'Authorization: Bearer cg_…', or no such header."

CHOOSE = "Choose a password of your own first, on the page /account."

BEFORE_CHOOSING = ("/account", "/account/password", "/logout", "/login", "/about", "/api/v1/me")
"""Where somebody may go whose password is still the one for the first time."""


class AccountAccess:
    """Access by the accounts of a data folder; two short queries a request."""

    def __init__(self, file: AccessFile) -> None:
        self.file = file
        self._collections = Collections(file)
        self._sessions = Sessions(file)
        self._keys = Keys(file)

    def viewer(self, request: Request) -> Viewer:
        """Whose key or session a request brings; a visitor where it brings none, or one that has ended.

        Raises:
            HTTPException: 401, a key that does not count; 403, a password has to be chosen first.
        """
        header = request.headers.get("authorization")
        if header is not None:
            return self._by_key(header)
        opened = self._sessions.opened(session_of(request)) if session_of(request) else None
        if opened is None:
            return self.of_account(None)
        if opened.account.must_change and request.url.path not in BEFORE_CHOOSING:
            page = not request.url.path.startswith("/api/") and request.method == "GET"
            raise HTTPException(
                303 if page else 403, CHOOSE, {"Location": "/account"} if page else None
            )
        return self.of_account(opened.account, opened.mark)

    def collections(self) -> list[str]:
        """The ids of all collections, the bundled case studies first."""
        return [held.collection_id for held in self._collections.all()]

    def _by_key(self, header: str) -> Viewer:
        kind, _, secret = header.partition(" ")
        if kind.casefold() != "bearer":
            raise HTTPException(401, BAD_HEADER, CHALLENGE)
        opened = self._keys.opened(secret.strip())
        if opened is None:
            raise HTTPException(401, BAD_KEY, CHALLENGE | {
                "WWW-Authenticate": CHALLENGE["WWW-Authenticate"] + ', error="invalid_token"'})  # fmt: skip
        account, key_id = opened
        return self.of_account(account, f"key {key_id}")._replace(by_key=True)

    def of_account(self, account: Account | None, mark: str = "") -> Viewer:
        """The viewer that an account is, with the mark of its session or key; None is a visitor."""
        held = self._collections.all(account.account_id if account else None)
        seen = frozenset(c.collection_id for c in held if c.is_seen_by(account))
        if account is None:
            return Viewer("", Role.VISITOR, Sight(seen, statements=False))
        writes = {
            c.collection_id for c in held if c.visibility is not Visibility.PRIVATE or c.member
        }
        return Viewer(account.name, account.role, Sight(seen), frozenset(writes), mark)


def by_key(request: Request, viewer: TheViewer) -> Viewer:
    """Who asks: by a key, or the one person at this machine; a browser's session makes nobody more than a visitor."""
    if viewer.single or viewer.by_key:
        return viewer
    access = request.app.state.access
    assert isinstance(access, AccountAccess)
    return access.of_account(None)
