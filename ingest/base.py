"""The seam of the ingest floor: a reader for each kind of file."""

from typing import Protocol

from corpus.nouns import Document


class Reader(Protocol):
    """Bytes to a document.

    Attributes:
        suffixes: of the file names it reads, lower case with the dot.
        media_type: what a browser is told when the original is opened.
    """

    suffixes: tuple[str, ...]
    media_type: str

    def read(self, content: bytes, name: str) -> Document:
        """Read a file.

        Args:
            content: the file's bytes.
            name: the file's name without folders; it becomes the title where the file has none.
        Returns:
            the document; its doc_id is made from the name unless the file brings one, `source` is the name.
        Raises:
            UnreadableFile: or one of its kinds; the message names the file and what to do.
        """
        ...
