"""The table of an index on disk: plain arrays without pickle."""

from pathlib import Path

import numpy as np

from index.whiten import Table


def save(table: Table, path: Path) -> None:
    """Write a table to a file."""
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **table._asdict())


def load(path: Path) -> Table:
    """Read a table that `save` wrote."""
    with np.load(path, allow_pickle=False) as held:
        return Table(**{name: held[name] for name in Table._fields})
