"""The server's secret, from which signatures are made: drawn once, kept in the data folder."""

import os
import secrets
from pathlib import Path

from corpus.errors import StoreError

FILE = "secret.key"
BYTES = 32


def secret_of(home: Path) -> bytes:
    """The secret of a data folder, drawn where there is none; only its owner may read the file.

    Raises:
        StoreError: it cannot be read or written, or is damaged.
    """
    path = home / FILE
    try:
        _draw(path)
        held = path.read_bytes()
    except OSError as error:
        raise StoreError(f"The file {path} cannot be used ({error.strerror}).") from error
    if len(held) != BYTES:
        raise StoreError(
            f"The file {path} is damaged. Delete it and start again; everybody has to sign in anew."
        )
    return held


def _draw(path: Path) -> None:
    """Write it aside and link it, so that of two processes one wins and nobody reads half of it."""
    if path.exists():
        return
    aside = path.with_name(f".{FILE}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # another process was faster
    finally:
        aside.unlink()
