"""Another model for a data folder: all is encoded aside and kept as it goes, then the index is switched as a whole.

Nothing that reads or writes the folder is hindered while texts are encoded. The vectors stand in the
vector cache, by model, so whatever moment a run is ended, the next one goes on where it was.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from corpus.errors import StoreBusy
from corpus.nouns import Passage
from index.base import Model
from index.encode import Progress, encode, silent
from index.files import write_bytes
from index.generations import Generation, slices
from index.library import Library, model_in_use

PAUSE = 1.0
"""Seconds between two looks whether another process has stopped writing."""


class Unfinished(NamedTuple):
    """A change of model that was begun; `done` of all `passages` have their vector."""

    model: Model
    done: int
    passages: int


def reencode(
    library: Library,
    also: Sequence[str] = (),
    progress: Progress = silent,
    waiting: Callable[[], None] = lambda: None,
) -> Generation:
    """Encode what has no vector of the library's model yet, then make the index with it and switch.

    The right to write is held only for the switch, in which what was taken in meanwhile is encoded
    as well. May be interrupted at any moment: until the switch the old index is in use.

    Args:
        library: opened with the model that is asked for, not asked anything yet.
        also: further texts that questions need, encoded before the switch.
        progress: told how many texts were encoded since it was last told.
        waiting: called each time that another process is found writing.
    Raises:
        StoreBusy: another process is changing the model of this folder.
    """
    with _alone(library.home):
        model = library.embedder.model
        write_bytes(_record(library.home), json.dumps(model).encode())
        while True:
            _encode(library, progress)
            encode(library.embedder, library.cache, without(library, model, also), progress)
            try:
                with library.writing():
                    made = library.rebuild()
                    _record(library.home).unlink(missing_ok=True)
                    return made
            except StoreBusy:
                waiting()
                time.sleep(PAUSE)


def missing(library: Library, model: Model) -> Iterator[Passage]:
    """The passages that have no vector of that model yet."""
    for some in slices(library.store, library.store.passage_ids()):
        texts = set(without(library, model, [passage.searchable() for passage in some]))
        yield from (passage for passage in some if passage.searchable() in texts)


def without(library: Library, model: Model, texts: Sequence[str]) -> list[str]:
    """Those of some texts that have no vector of that model yet."""
    known = library.cache.get(model, texts)
    return [text for text in texts if text not in known]


def done(library: Library, model: Model) -> int:
    """How many of the passages have a vector of that model."""
    return len(library.store.passage_ids()) - sum(1 for _ in missing(library, model))


def unfinished(library: Library) -> Unfinished | None:
    """The change of model that was begun last and not brought to its end."""
    try:
        model = Model(*json.loads(_record(library.home).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None  # there is none, or its record was spoilt: the vectors are kept all the same
    if model == model_in_use(library.home):
        return None
    return Unfinished(model, done(library, model), len(library.store.passage_ids()))


def _encode(library: Library, progress: Progress) -> None:
    """Encode until a look at the store finds nothing new."""
    seen: set[int] = set()
    while new := [i for i in library.store.passage_ids() if i not in seen]:
        for some in slices(library.store, new):
            texts = [passage.searchable() for passage in some]
            texts = without(library, library.embedder.model, texts)
            encode(library.embedder, library.cache, texts, progress)
        seen.update(new)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    lock = FileLock(home / "reencode.lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreBusy(
            "Another process is changing the model of this data folder. "
            "Wait until it is done, or stop it; what it has encoded is kept."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _record(home: Path) -> Path:
    return home / "reencode.json"
