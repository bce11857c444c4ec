"""The practices and networks that answers draw on: those that come with Citygraft, and those published here."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

from assistant.compiled import Compiled, compiled
from corpus.entry import Entry
from corpus.errors import BadCase
from corpus.network import Network
from corpus.practice import Practice
from index.entries import Entries

log = logging.getLogger("citygraft")

Record = TypeVar("Record", Practice, Network)


class Shelf:
    """What a data folder knows beside its documents; one that was published here replaces its namesake."""

    def __init__(self, home: Path) -> None:
        self._cache, self._entries = home / "cache", Entries(home)
        self._held: _Held | None = None

    def revision(self) -> int:
        """A number that rises when something may have been published or withdrawn."""
        return self._entries.revision()

    def all(self) -> Compiled:
        """Practices, transfers and networks, as they are now."""
        revision = self.revision()
        if self._held is None or self._held.revision != revision:
            bundled = self._held.bundled if self._held else compiled(self._cache)
            self._held = _Held(revision, bundled, self._merged(bundled))
        return self._held.merged

    def _merged(self, bundled: Compiled) -> Compiled:
        records = [r for entry in self._entries.published() if (r := _record(entry))]
        return bundled._replace(
            practices=_over(bundled.practices, (r for r in records if isinstance(r, Practice))),
            networks=_over(bundled.networks, (r for r in records if isinstance(r, Network))),
        )


class _Held(NamedTuple):
    revision: int
    bundled: Compiled
    merged: Compiled


def _record(entry: Entry) -> Practice | Network | None:
    try:
        return entry.record()
    except BadCase as error:  # it was of the form of an older version
        log.warning("the published %s '%s' is left out: %s", entry.kind, entry.id, error)
        return None


def _over(bundled: Iterable[Record], own: Iterable[Record]) -> tuple[Record, ...]:
    by_id = {record.id: record for record in bundled}
    return tuple((by_id | {record.id: record for record in own}).values())
