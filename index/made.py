"""What was made of original files and can be made again: kept up to a limit, by the digest of its original."""

import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 200_000_000
"""Bytes that are kept; over that, what was made first goes, down to KEPT of it."""

KEPT = 0.8


class Made:
    """A folder with a folder for each original."""

    def __init__(self, folder: Path, most: int = MAX_BYTES) -> None:
        self._folder = folder
        self.most = most

    def get(self, original: Path, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under a name, made where it is not.

        Args:
            original: the original file, named by its digest; where it has been removed meanwhile nothing
                is kept.
            name: for instance `3-900.png`; never a word from outside.
        """
        with suppress(FileNotFoundError):
            return (self._folder / original.name / name).read_bytes()
        content = make()
        self._keep(original, name, content)
        return content

    def path(self, original: Path, name: str, make: Callable[[], bytes]) -> Path:
        """Where it is kept, made where it is not; it may be gone by the time that it is read."""
        path = self._folder / original.name / name
        if not path.exists():
            self._keep(original, name, make())
        return path

    def remove(self, digest: str) -> None:
        """Delete all that was made of an original."""
        shutil.rmtree(self._folder / digest, ignore_errors=True)

    def _keep(self, original: Path, name: str, content: bytes) -> None:
        """Write aside and rename; nothing is lost where that fails, as it can be made again."""
        path = self._folder / original.name / name
        stage = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            stage.write_bytes(content)
            stage.replace(path)
        self._make_room()
        if not original.exists():
            self.remove(original.name)

    def _make_room(self) -> None:
        with suppress(OSError):  # another thread makes room, too
            files = [(p.stat(), p) for p in self._folder.glob("*/*")]
            total = sum(state.st_size for state, _ in files)
            if total <= self.most:
                return
            for state, path in sorted(files, key=lambda file: file[0].st_mtime):
                path.unlink(missing_ok=True)
                total -= state.st_size
                if total <= KEPT * self.most:
                    return
