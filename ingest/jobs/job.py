"""What a job is, and its parts."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from ingest.incoming import Same

UPLOAD = "upload:"
"""How the source of a file that was sent begins; its bytes are in the inbox."""


BY_HAND = "command line"
"""Where a job comes from that a person runs in a terminal; it goes on only when a person says so."""


class State(StrEnum):
    """What a job does."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    ASKING = "asking"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = frozenset({State.WAITING, State.RUNNING, State.STOPPED, State.ASKING})
"""States of a job that is not finished."""


class Stage(StrEnum):
    """How far an item is."""

    WAITING = "waiting"
    ASKING = "asking"
    DONE = "done"


class Item(NamedTuple):
    """One file or address of a job.

    Attributes:
        name: as people see it.
        source: what makes it the same file when it comes again: a path, "upload:NAME" or an address.
        sha256: of its bytes where they are in the inbox, else empty.
        same: what a person decided on bytes that are held under another name.
        stage: how far it is.
        meta: facts that go into the document's meta.
        at: its number in the job, from 0.
    """

    name: str
    source: str
    sha256: str = ""
    same: Same = Same.ASK
    stage: Stage = Stage.WAITING
    meta: Mapping[str, Any] = MappingProxyType({})
    at: int = 0


class Job(NamedTuple):
    """Documents on their way in.

    Attributes:
        who: where it came from: BY_HAND, "page" or "API".
        created: UTC, ISO 8601.
        detail: why it failed; empty otherwise.
        total, finished: how many files and addresses it has, and is done with.
    """

    job_id: str
    who: str
    created: str
    state: State
    detail: str
    total: int
    finished: int
