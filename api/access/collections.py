"""Collections: which there are, who may see them, and who was added to them."""

import re
import time
from typing import NamedTuple

from api.access.account import Account
from api.access.deeds import By, log
from api.access.tables import AccessFile
from corpus.collection import CASES, Visibility
from corpus.errors import BadAccount, UnknownAccount

MAX_ID = 60
"""Characters of a collection's id."""


class Collection(NamedTuple):
    """A collection.

    Attributes:
        member: whether the account that was asked for was added to it.
    """

    collection_id: str
    visibility: Visibility
    member: bool = False

    def is_seen_by(self, account: Account | None) -> bool:
        """Whether that account, for which it was looked up, or a visitor may see it."""
        return (
            self.visibility is Visibility.PUBLIC
            or (self.visibility is Visibility.MEMBERS and account is not None)
            or self.member
        )


class Collections:
    """The collections of a data folder; every change is in the log."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def all(self, account_id: int | None = None) -> list[Collection]:
        """Every collection, the two that every data folder has first."""
        with self._file.reading() as cursor:
            rows = cursor.execute(
                "SELECT c.collection_id, visibility, m.account_id IS NOT NULL FROM collections AS c "
                "LEFT JOIN members AS m ON m.collection_id = c.collection_id AND m.account_id = ? "
                "ORDER BY created, c.collection_id",
                (account_id,),
            ).fetchall()
        return [Collection(row[0], Visibility(row[1]), bool(row[2])) for row in rows]

    def get(self, collection_id: str) -> Collection:
        """A collection by id.

        Raises:
            UnknownAccount: there is none.
        """
        found = next((c for c in self.all() if c.collection_id == collection_id), None)
        if found is None:
            raise UnknownAccount(f"There is no collection '{collection_id[:80]}'.")
        return found

    def add(self, by: By, collection_id: str, visibility: Visibility) -> Collection:
        """Make a collection.

        Raises:
            BadAccount: the id is taken or is none.
        """
        if not is_id(collection_id):
            raise BadAccount(
                f"A collection's name has 1 to {MAX_ID} lower-case letters, digits, '-' or '_', "
                "and begins with a letter, such as 'harbour-plans'."
            )
        if any(c.collection_id == collection_id for c in self.all()):
            raise BadAccount(f"There is a collection '{collection_id}' already. Take another name.")
        with self._file.changing() as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO collections VALUES (?, ?, ?)",
                (collection_id, visibility, int(time.time())),
            )
            log(cursor, by, "collection added", f"{collection_id}: {visibility}")
        return Collection(collection_id, visibility)

    def show_to(self, by: By, collection_id: str, visibility: Visibility) -> None:
        """Change who may see a collection.

        Raises:
            UnknownAccount: there is none. BadAccount: it is that of the bundled case studies.
        """
        self.get(collection_id)
        if collection_id == CASES and visibility is not Visibility.PUBLIC:
            raise BadAccount("The case studies that come with Citygraft are public.")
        with self._file.changing() as cursor:
            cursor.execute(
                "UPDATE collections SET visibility = ? WHERE collection_id = ?",
                (visibility, collection_id),
            )
            log(cursor, by, f"collection made {visibility}", collection_id)

    def members(self, collection_id: str) -> list[str]:
        """The names of the accounts that were added, in their order.

        Raises:
            UnknownAccount: there is no such collection.
        """
        self.get(collection_id)
        with self._file.reading() as cursor:
            rows = cursor.execute(
                "SELECT name FROM members JOIN accounts USING (account_id) "
                "WHERE collection_id = ? ORDER BY folded",
                (collection_id,),
            )
            return [name for (name,) in rows]

    def join(self, by: By, collection_id: str, account: Account) -> None:
        """Add an account to a collection.

        Raises:
            UnknownAccount: there is no such collection.
        """
        self.get(collection_id)
        with self._file.changing() as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO members VALUES (?, ?)", (account.account_id, collection_id)
            )
            log(cursor, by, "added to collection", f"{account.name}: {collection_id}")

    def leave(self, by: By, collection_id: str, account: Account) -> None:
        """Take an account out of a collection; one that is not in it is passed over.

        Raises:
            UnknownAccount: there is no such collection.
        """
        self.get(collection_id)
        with self._file.changing() as cursor:
            cursor.execute(
                "DELETE FROM members WHERE account_id = ? AND collection_id = ?",
                (account.account_id, collection_id),
            )
            log(cursor, by, "taken out of collection", f"{account.name}: {collection_id}")


def is_id(text: str) -> bool:
    """Whether a text can be the id of a collection."""
    return re.fullmatch(rf"[a-z][a-z0-9_-]{{0,{MAX_ID - 1}}}", text) is not None
