"""A second opinion on a PDF, by pypdf: pages that pdfium finds empty, and files that it cannot open."""

import io
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

import pypdf

from ingest.plain.clean import clean

MAX_OUTPUT = 30_000_000
"""Bytes that one stream of a PDF may unpack to; pypdf's own limit is 75 MB."""

MAX_WORK = 60_000_000
"""Bytes that decoding one stream may come to in all of its filters; pypdf's own limit is 300 MB."""

MAX_OPERATIONS = 500_000
"""Operands and operators of a page; pypdf's own limit is 2 million."""

MAX_RECOVERED = 2000
"""Objects looked through for the root of a damaged file; pypdf's own limit is 10,000."""

IN_VAIN = 5
"""Pages without text in a row after which no further page is asked for."""

T = TypeVar("T")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files help no user


def texts(content: bytes, wanted: Iterable[int]) -> dict[int, str]:
    """The text of pages, by their index from 0, where pypdf finds any."""
    with _limits():
        reader = _quietly(lambda: _opened(content))
        return dict(_found(reader, wanted)) if reader else {}


def count(content: bytes) -> int:
    """How many pages the file has as pypdf opens it; 0 where it cannot."""
    with _limits():
        return _quietly(lambda: len(_opened(content).pages)) or 0


def _found(reader: pypdf.PdfReader, wanted: Iterable[int]) -> Iterator[tuple[int, str]]:
    vain = 0
    for index in wanted:
        text = clean(_quietly(partial(_page_text, reader, index)) or "").strip()
        if text:
            yield index, text
        vain = 0 if text else vain + 1
        if vain == IN_VAIN:
            return


def _page_text(reader: pypdf.PdfReader, index: int) -> str:
    return str(reader.pages[index].extract_text())


def _opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content), root_object_recovery_limit=MAX_RECOVERED)


@contextmanager
def _limits() -> Iterator[None]:
    with pypdf.apply_configuration(
        maximum_declared_stream_length=MAX_OUTPUT,
        array_based_stream_maximum_output_length=MAX_OUTPUT,
        jbig2_maximum_output_length=MAX_OUTPUT,
        lzw_maximum_output_length=MAX_OUTPUT,
        run_length_maximum_output_length=MAX_OUTPUT,
        zlib_maximum_output_length=MAX_OUTPUT,
        brotli_maximum_output_length=MAX_OUTPUT,
        image_maximum_buffer_size=MAX_OUTPUT,
        stream_decoding_work_maximum_length=MAX_WORK,
        stream_parsing_work_maximum_count=MAX_OPERATIONS,
        xmp_maximum_input_length=0,
        jbig2dec_binary=None,  # no program is started
    ):
        yield


def _quietly(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Exception:  # noqa: BLE001 - pypdf has no closed set of errors for malformed input
        return None
