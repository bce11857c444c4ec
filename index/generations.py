"""Generations of the search index: each a folder made aside, synced, renamed, and never changed again.

The store is the truth; a generation is derived from it and disposable. The folder with the highest
number is the one in use. What a killed writer leaves behind is never mistaken for one.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import IndexDamaged, ModelChanged
from corpus.nouns import Passage
from index.base import Embedder, LexicalIndex, Model, Store, VectorCache, VectorIndex
from index.encode import Progress, encode, silent
from index.files import sha256_of, staged_folder, sweep
from index.lexical import TantivyIndex
from index.vectors import FaissIndex

FORMAT = 1
KEPT = 2
"""Generations kept, the newest included: a reader may still be opening the one before."""

_VECTORS, _LEXICAL, _MANIFEST = "vectors.faiss", "lexical", "manifest.json"
_MENDS = "Run 'citygraft rebuild' to make it anew; no document is lost."


class Generation(NamedTuple):
    """An index that can be searched.

    Attributes:
        number: rises by one with every generation.
        revision: of the store when this was made.
        passages: how many passages it holds.
        model: which model made its vectors.
    """

    number: int
    revision: int
    passages: int
    model: Model
    vectors: VectorIndex
    lexical: LexicalIndex


def newest(root: Path) -> int | None:
    """The number of the newest generation, None where there is none."""
    numbers = [
        int(path.name[4:]) for path in root.glob("gen-*") if re.fullmatch(r"gen-\d+", path.name)
    ]
    return max(numbers, default=None)


def open_newest(root: Path, model: Model) -> Generation | None:
    """Open the newest generation after checking every file against its manifest; None where there is none.

    Raises:
        IndexDamaged: a file is missing, or differs from its checksum.
        ModelChanged: another model made it.
    """
    number = newest(root)
    if number is None:
        return None
    folder = _folder(root, number)
    manifest = _checked_manifest(folder)
    made_by = Model(*manifest["model"])
    if made_by.fingerprint != model.fingerprint:
        raise ModelChanged(
            f"The search index was made with the model '{made_by.name}', but the settings name "
            f"'{model.name}'. Run 'citygraft rebuild' to encode everything with '{model.name}', "
            f"or set CITYGRAFT_MODEL back to '{made_by.name}'."
        )
    vectors, lexical = FaissIndex.load(folder / _VECTORS), TantivyIndex(folder / _LEXICAL)
    if not len(vectors.ids()) == len(lexical) == manifest["passages"]:
        raise IndexDamaged(f"The two halves of the search index do not agree. {_MENDS}")
    return Generation(number, manifest["revision"], manifest["passages"], made_by, vectors, lexical)


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
        previous: the newest generation, opened; what it holds already is taken over.
        progress: told of passages done.
    """
    root.mkdir(parents=True, exist_ok=True)
    sweep(root)
    number = (newest(root) or 0) + 1
    revision, ids = store.revision(), store.passage_ids()
    with staged_folder(_folder(root, number)) as stage:
        _write(stage, ids, _folder(root, previous.number) if previous else None, store, cache,
               embedder, progress)  # fmt: skip
        manifest = {
            "format": FORMAT,
            "revision": revision,
            "passages": len(ids),
            "model": embedder.model,
            "files": {_name(p, stage): sha256_of(p) for p in _data_files(stage)},
        }
        (stage / _MANIFEST).write_text(json.dumps(_sealed(manifest)), encoding="utf-8")
    for old in range(number - KEPT, 0, -1):
        if not _folder(root, old).exists():
            break
        shutil.rmtree(_folder(root, old), ignore_errors=True)
    generation = open_newest(root, embedder.model)
    assert generation is not None
    return generation


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
    lexical.add(
        (p.passage_id, p.searchable())
        for p in _in_order(store, [i for i in ids if i not in held_by_words])
    )
    texts = [p.searchable() for p in _in_order(store, new)]
    vectors.add(new, encode(embedder, cache, texts, progress))
    vectors.save(stage / _VECTORS)


def _in_order(store: Store, ids: list[int]) -> Iterator[Passage]:
    passages = store.passages(ids)
    return (passages[i] for i in ids)


def _folder(root: Path, number: int) -> Path:
    return root / f"gen-{number:08d}"


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _data_files(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p for p in files if p.suffix != ".lock" and p.name != _MANIFEST)


def _sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    text = json.dumps({k: v for k, v in manifest.items() if k != "seal"}, sort_keys=True)
    return {**manifest, "seal": hashlib.sha256(text.encode()).hexdigest()}


def _checked_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        sound = manifest == _sealed(manifest) and manifest["format"] == FORMAT
    except (OSError, ValueError, AttributeError, KeyError) as error:
        raise IndexDamaged(f"The search index has no readable manifest. {_MENDS}") from error
    if not sound:
        raise IndexDamaged(f"The search index's manifest is damaged. {_MENDS}")
    for name, digest in manifest["files"].items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != digest:
            raise IndexDamaged(
                f"The search index is damaged ('{name}' is not as written). {_MENDS}"
            )
    return dict(manifest)
