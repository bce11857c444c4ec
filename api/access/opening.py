"""Who may come in: the one person at this machine, or the accounts of a data folder."""

from pathlib import Path

from api.access.account_access import AccountAccess
from api.access.tables import AccessFile
from api.access.viewer import Access, SingleUser


def access_to(home: Path, *, single: bool) -> Access:
    """The access to a data folder's server.

    Raises:
        StoreError: its file of accounts cannot be used.
    """
    file = AccessFile(home)
    return SingleUser(file) if single else AccountAccess(file)
