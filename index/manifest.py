"""The manifest of a generation: what it was made from and by which model, with a checksum of every file."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.errors import IndexDamaged, IndexOutdated
from index.base import Model
from index.files import sha256_of

FORMAT = 2
"""Rises with every change of what an index holds; one of an older format is made anew from the store."""

MENDS = "Run 'citygraft rebuild' to make it anew; no document is lost."

_NAME = "manifest.json"


def write(folder: Path, revision: int, passages: int, model: Model) -> None:
    """Write the manifest of a generation whose other files are there."""
    manifest = {
        "format": FORMAT,
        "revision": revision,
        "passages": passages,
        "model": model,
        "files": {path.relative_to(folder).as_posix(): sha256_of(path) for path in _data(folder)},
    }
    (folder / _NAME).write_text(json.dumps(_sealed(manifest)), encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a generation, its files unchecked; `model` is a `Model`.

    Raises:
        IndexDamaged: it is missing, or not as written.
        IndexOutdated: another version of Citygraft wrote it.
    """
    manifest = _of_any_format(folder)
    if manifest["format"] != FORMAT:
        raise IndexOutdated(f"The search index is of another version of Citygraft. {MENDS}")
    return {**manifest, "model": Model(*manifest["model"])}


def model(folder: Path) -> Model:
    """The model of a generation of any format: it is the data folder's, also after an update of Citygraft.

    Raises:
        IndexDamaged: the manifest is missing, or not as written.
    """
    return Model(*_of_any_format(folder)["model"])


def check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Compare every file of a generation with its checksum.

    Raises:
        IndexDamaged: a file is missing, or not as written.
    """
    for name, digest in manifest["files"].items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != digest:
            raise IndexDamaged(f"The search index is damaged ('{name}' is not as written). {MENDS}")


def _of_any_format(folder: Path) -> dict[str, Any]:
    try:
        manifest = dict(json.loads((folder / _NAME).read_bytes()))
        sound = manifest == _sealed(manifest) and {"format", "model"} <= manifest.keys()
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(f"The search index has no readable manifest. {MENDS}") from error
    if not sound:
        raise IndexDamaged(f"The search index's manifest is damaged. {MENDS}")
    return manifest


def _data(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if path.suffix != ".lock" and path.name != _NAME)


def _sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    text = json.dumps({k: v for k, v in manifest.items() if k != "seal"}, sort_keys=True)
    return {**manifest, "seal": hashlib.sha256(text.encode()).hexdigest()}
