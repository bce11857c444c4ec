"""Practices and transfers as one file in the data folder, so that a question from cold need not read 450 YAML files.

Derived from the bundled corpus and made anew when a file of it changes; losing it loses nothing.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from pydantic import TypeAdapter

from assistant.evaluate import recipients
from assistant.knowledge import Floats
from corpus.gazetteer import TABLES
from corpus.network import NETWORKS, Network, load_networks
from corpus.practice import PRACTICES, Practice, load_practices
from corpus.transfer import TRANSFERS, Transfer, load_transfers
from index.files import write_bytes

FILE = "corpus.json"


class Compiled(NamedTuple):
    """The parts of the bundled corpus that are no cases; `places` are of the transfers' recipients."""

    practices: tuple[Practice, ...]
    transfers: tuple[Transfer, ...]
    networks: tuple[Network, ...]
    places: Floats


_PARTS: tuple[tuple[str, TypeAdapter[Any]], ...] = (
    ("practices", TypeAdapter(tuple[Practice, ...])),
    ("transfers", TypeAdapter(tuple[Transfer, ...])),
    ("networks", TypeAdapter(tuple[Network, ...])),
)


def compiled(folder: Path) -> Compiled:
    """The corpus as it is now, from `folder` where that holds it as it is."""
    path, mark = folder / FILE, _mark()
    return _read(path, mark) or _compile(path, mark)


def _read(path: Path, mark: str) -> Compiled | None:
    try:
        held = json.loads(path.read_bytes())
        if held["mark"] != mark:
            return None
        practices, transfers, networks = (
            kind.validate_python(held[name], strict=False) for name, kind in _PARTS
        )
    except (OSError, ValueError, KeyError):
        return None  # it is not there, or a damaged one is made anew
    places = np.array(held["places"], dtype=float)  # null becomes nan: unknown
    return Compiled(practices, transfers, networks, places)


def _compile(path: Path, mark: str) -> Compiled:
    transfers = tuple(load_transfers())
    found = Compiled(
        tuple(load_practices()), transfers, tuple(load_networks()), recipients(transfers)
    )
    parts = zip(_PARTS, found[:3], strict=True)
    held = {name: kind.dump_python(part, mode="json") for (name, kind), part in parts}
    places = [[None if np.isnan(x) else x for x in row] for row in found.places.tolist()]
    write_bytes(path, json.dumps({"mark": mark, **held, "places": places}).encode())
    return found


def _mark() -> str:
    """Changes when a file of the corpus does."""
    files = (*PRACTICES.glob("*.yaml"), *TRANSFERS.glob("*.yaml"), *TABLES.iterdir(), NETWORKS)
    stats = sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return hashlib.sha256(repr(stats).encode()).hexdigest()
