"""The seam of the ingest floor: a reader for each kind of file."""

from typing import Protocol

from corpus.nouns import Document
from ingest.kinds import Kind


class Reader(Protocol):
    """Bytes to a document.

    Attributes:
        kind: of the files that it reads.
    """

    kind: Kind

    def read(self, content: bytes, name: str) -> Document:
        """Read a file.

        What a person should know of it though it was read goes into `meta["warnings"]`, a list of
        sentences; `meta["ocr_pages"]` has the numbers of pages whose text was recognised in a picture.

        Args:
            content: the file's bytes.
            name: the file's name without folders; it becomes the title where the file has none.
        Returns:
            the document; its doc_id is made from the name unless the file brings one, `source` is the name.
        Raises:
            UnreadableFile: or one of its kinds; the message names the file and what to do.
        """
        ...
