"""Who may come in: the one person at this machine, or the accounts of a data folder."""

from pathlib import Path

from api.access.viewer import Access, SingleUser
from corpus.collection import CASES, OWN


def access_to(home: Path, *, single: bool) -> Access:
    """The access to a data folder's server."""
    return SingleUser(lambda: [CASES, OWN])
