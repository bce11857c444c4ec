"""Original files, kept by the SHA-256 of their bytes; a name from outside never becomes a path."""

from pathlib import Path

from corpus.errors import UnknownDocument
from index.files import write_bytes
from index.made import Made


class Originals:
    """A folder of files named by their digest.

    Attributes:
        made: what was made of them; it goes when they go.
    """

    def __init__(self, folder: Path, made: Made) -> None:
        self._folder = folder
        self.made = made

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep the bytes under their digest; when this returns they are on disk."""
        path = self._path(sha256)
        if not path.exists():
            write_bytes(path, content)

    def remove(self, sha256: str) -> None:
        """Delete the bytes of that digest and what was made of them; what is not kept is passed over."""
        self._path(sha256).unlink(missing_ok=True)
        self.made.remove(sha256)

    def path(self, sha256: str) -> Path:
        """Where the bytes are.

        Raises:
            UnknownDocument: they are not kept.
        """
        path = self._path(sha256)
        if not path.is_file():
            raise UnknownDocument("The original file of this document is not kept here.")
        return path

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
