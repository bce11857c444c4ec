"""Generations of the search index: each a folder made aside, synced, renamed, and never changed again.

The store is the truth; a generation is derived from it and disposable. The folder with the highest
number is the one in use, and the model that its manifest names is the data folder's model. What a
killed writer leaves behind is never mistaken for a generation.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from corpus.errors import IndexDamaged
from corpus.nouns import Passage
from index import manifest
from index.base import Embedder, Model, ReadVectors, ReadWords, Store, VectorCache
from index.encode import Progress, encode, silent
from index.files import staged_folder, sweep
from index.lexical import TantivyIndex
from index.tables import load, save
from index.vectors import FaissIndex
from index.whiten import Table, table

KEPT = 2
"""Generations kept, the newest included: a reader may still be opening the one before."""

SLICE = 4096
"""Passages held in memory at once while texts become vectors."""

_VECTORS, _LEXICAL, _TABLE = "vectors.faiss", "lexical", "passages.npz"


class Generation(NamedTuple):
    """An index that can be searched.

    Attributes:
        number: rises by one with every generation.
        revision: of the store when this was made.
        passages: how many passages it holds.
        embedder: of the model that made its vectors. It stands here so that the index and the
            vectors of questions change together when the model does.
    """

    number: int
    revision: int
    passages: int
    embedder: Embedder
    vectors: ReadVectors
    lexical: ReadWords
    table: Table


def newest(root: Path) -> int | None:
    """The number of the newest generation, None where there is none."""
    return max(_numbers(root), default=None)


def is_there(root: Path, number: int) -> bool:
    """True while the files of that generation are there."""
    return _folder(root, number).exists()


def made_by(root: Path) -> Model | None:
    """The model of the newest generation whose manifest can be read, None where there is none."""
    for number in sorted(_numbers(root), reverse=True):
        with suppress(IndexDamaged):
            return manifest.model(_folder(root, number))
    return None


def open_newest(root: Path, embedder_of: Callable[[Model], Embedder]) -> Generation | None:
    """Open the newest generation after checking every file against its manifest; None where there is none.

    Args:
        embedder_of: gives the embedder of the model that made it; what it raises is passed on.
    Raises:
        IndexDamaged: a file is missing, or differs from its checksum.
    """
    number = newest(root)
    if number is None:
        return None
    folder = _folder(root, number)
    about = manifest.read(folder)
    embedder = embedder_of(about["model"])
    manifest.check_files(folder, about)
    vectors, lexical = FaissIndex.load(folder / _VECTORS), TantivyIndex(folder / _LEXICAL)
    held = load(folder / _TABLE)
    if not len(vectors.ids()) == len(lexical) == len(held.ids) == about["passages"]:
        raise IndexDamaged(f"The parts of the search index do not agree. {manifest.MENDS}")
    return Generation(
        number, about["revision"], about["passages"], embedder, vectors, lexical, held
    )


def publish(
    root: Path,
    store: Store,
    cache: VectorCache,
    embedder: Embedder,
    previous: Generation | None = None,
    progress: Progress = silent,
) -> Generation:
    """Make the next generation from the store; only one process may do this at a time.

    Args:
        root: the folder of generations.
        embedder: of the model of the new generation.
        previous: the newest generation, of the same model; what it holds already is taken over.
        progress: told of passages done.
    """
    root.mkdir(parents=True, exist_ok=True)
    sweep(root)
    number = (newest(root) or 0) + 1
    revision, ids = store.revision(), store.passage_ids()
    with staged_folder(_folder(root, number)) as stage:
        _write(stage, ids, _folder(root, previous.number) if previous else None, store, cache,
               embedder, progress)  # fmt: skip
        manifest.write(stage, revision, len(ids), embedder.model)
    clear(root, KEPT)
    generation = open_newest(root, lambda _: embedder)
    assert generation is not None
    return generation


def clear(root: Path, kept: int) -> None:
    """Delete all generations but the newest so many."""
    for old in sorted(_numbers(root), reverse=True)[kept:]:
        shutil.rmtree(_folder(root, old), ignore_errors=True)


def slices(store: Store, ids: Sequence[int]) -> Iterator[list[Passage]]:
    """The passages of these ids in order, SLICE at a time; those that are gone meanwhile are left out."""
    for at in range(0, len(ids), SLICE):
        some = ids[at : at + SLICE]
        passages = store.passages(some)
        yield [passages[i] for i in some if i in passages]


def _write(
    stage: Path,
    ids: list[int],
    previous: Path | None,
    store: Store,
    cache: VectorCache,
    embedder: Embedder,
    progress: Progress,
) -> None:
    vectors = FaissIndex.load(previous / _VECTORS) if previous else FaissIndex(embedder.model.dim)
    held = vectors.ids()
    gone, new = held.difference(ids), [i for i in ids if i not in held]
    vectors.remove(sorted(gone))
    if previous and not gone:
        shutil.copytree(
            previous / _LEXICAL, stage / _LEXICAL, ignore=shutil.ignore_patterns("*.lock")
        )
        held_by_words = held
    else:
        held_by_words = set()
    lexical = TantivyIndex(stage / _LEXICAL)
    missing = [i for i in ids if i not in held_by_words]
    lexical.add((p.passage_id, p.searchable()) for some in slices(store, missing) for p in some)
    for some in slices(store, new):
        texts = [passage.searchable() for passage in some]
        vectors.add([p.passage_id for p in some], encode(embedder, cache, texts, progress))
    vectors.save(stage / _VECTORS)
    owners = store.owners()
    known = [i for i in ids if i in owners]
    of_each = [owners[i] for i in known]
    save(table(known, of_each, vectors.vectors(known), embedder.model.dim), stage / _TABLE)


def _numbers(root: Path) -> list[int]:
    return [
        int(path.name[4:]) for path in root.glob("gen-*") if re.fullmatch(r"gen-\d+", path.name)
    ]


def _folder(root: Path, number: int) -> Path:
    return root / f"gen-{number:08d}"
