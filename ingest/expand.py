"""A file of many records as the files that it stands for."""

from collections.abc import Iterator
from functools import partial

from corpus.errors import UnreadableFile
from ingest.incoming import Incoming
from ingest.kinds import Kind, kind_of
from ingest.plain.bulk import Record, records


def expanded(file: Incoming) -> Iterator[Incoming]:
    """The records of a bulk file, each with the source `SOURCE#KEY`; any other file alone.

    The bytes are read once. A record that cannot be read says so when its content is asked for.

    Raises:
        UnreadableFile: the bytes cannot be had, or the file as a whole is no text or over a limit.
    """
    content = file.content()
    alone = True
    for record in records(content, file.name, _kind(content, file.name)):
        alone = False
        yield file._replace(
            name=record.name,
            source=f"{file.source}#{record.key}",
            content=partial(_content, record),
        )
    if alone:
        yield file._replace(content=lambda: content)


def _kind(content: bytes, name: str) -> Kind:
    """The kind; for what has none any that has no records: reading it tells what is wrong."""
    try:
        return kind_of(content, name)
    except UnreadableFile:
        return Kind.TEXT


def _content(record: Record) -> bytes:
    if record.error:
        raise UnreadableFile(record.error)
    return record.content
