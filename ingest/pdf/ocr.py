"""Text recognised in pictures, by ocrmypdf and tesseract where both are installed: programs of their own, within limits."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import Cancelled, ReadingFailed

MAX_PAGES = 100
"""Pages of a file that are recognised."""

SECONDS_TO_START = 60.0
SECONDS_A_PAGE = 30.0
"""By the clock, for both; a page takes 1 to 10 s."""

MEMORY = 4_000_000_000
"""Bytes of address space of each program."""

LARGEST = 1_000_000_000
"""Bytes of a file that a program writes."""

MEGAPIXELS = 120
"""A larger picture is not looked at."""

LANGUAGES = ("eng", "spa", "por", "fra")
"""Languages that are looked for, as far as tesseract has them."""

READABLE = frozenset({0, 4, 10})
"""What ocrmypdf ends with where there is a result: 4 and 10 say that it is not quite as the standard has it."""

LOOKS = 0.1
"""Seconds between two looks whether a person has cancelled."""


def available() -> bool:
    """Whether text in pictures can be recognised here."""
    return find_spec("ocrmypdf") is not None and shutil.which("tesseract") is not None


def recognised(
    content: bytes, name: str, pages: Sequence[int], cancelled: Callable[[], bool]
) -> bytes:
    """A PDF with text laid behind the pictures of some pages.

    Args:
        pages: physical numbers from 1, at most MAX_PAGES.
        cancelled: asked about ten times a second.
    Raises:
        ReadingFailed: it takes too long, or the programs cannot do it.
        Cancelled: a person stopped it.
    """
    with TemporaryDirectory(prefix="citygraft-ocr-") as folder:
        scan, result = Path(folder, "scan.pdf"), Path(folder, "result.pdf")
        scan.write_bytes(content)
        seconds = SECONDS_TO_START + SECONDS_A_PAGE * len(pages)
        with _started(folder, pages) as program:
            try:
                _wait(program, name, time.monotonic() + seconds, cancelled)
            finally:
                _end(program)
        if program.returncode not in READABLE or not result.is_file():
            raise ReadingFailed(f"The text in the pictures of {name} could not be recognised.")
        return result.read_bytes()


def _started(folder: str, pages: Sequence[int]) -> subprocess.Popen[bytes]:
    program = subprocess.Popen(  # noqa: S603 - our own arguments, no word of the file in them
        [
            *(sys.executable, "-P", "-m", "ocrmypdf", "--quiet", "--skip-text"),
            *("--pages", ",".join(map(str, pages)), "--language", _languages()),
            *("--output-type", "pdf", "--optimize", "0", "--jobs", "2"),
            *("--tesseract-timeout", str(SECONDS_A_PAGE)),
            *("--max-image-mpixels", str(MEGAPIXELS), "scan.pdf", "result.pdf"),
        ],
        cwd=folder,
        env={"PATH": os.environ.get("PATH", ""), "TMPDIR": folder, "OMP_THREAD_LIMIT": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group, so that the programs that it starts end with it
    )
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(program.pid, what, most)
    return program


def _limit(pid: int, what: int, most: int) -> None:
    """Set a limit of a program that runs, and of those that it starts; only Linux can."""
    if sys.platform == "linux":
        resource.prlimit(pid, what, (most, most))


def _languages() -> str:
    told = subprocess.run(  # noqa: S603 - no input
        [shutil.which("tesseract") or "tesseract", "--list-langs"],
        capture_output=True,
        check=False,
        timeout=SECONDS_TO_START,
    )
    there = set(told.stdout.decode("utf-8", "replace").split())
    return "+".join(language for language in LANGUAGES if language in there) or "eng"


def _wait(
    program: subprocess.Popen[bytes], name: str, end: float, cancelled: Callable[[], bool]
) -> None:
    while program.poll() is None:
        if cancelled():
            raise Cancelled("Reading was stopped. Nothing of this file was taken in.")
        if time.monotonic() > end:
            raise ReadingFailed(f"To recognise the text in the pictures of {name} took too long.")
        time.sleep(LOOKS)


def _end(program: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with suppress(ProcessLookupError):  # where they all ended by themselves
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
