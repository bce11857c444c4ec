"""A real server of its own on this machine: what tests in a browser and benches ask."""

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

from assistant.settings import settings

COMMAND = str(Path(sys.executable).with_name("citygraft"))
READY = "is ready at"
"""In the line that the server prints once it listens."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def environment(home: Path, address: str = "") -> dict[str, str]:
    """What the commands read for a data folder; with an address people sign in."""
    given = {"HOME": str(home), "MODELS": str(settings().models), "ADDRESS": address}
    named = {f"CITYGRAFT_{name}": value for name, value in given.items()}
    return {**os.environ, **named, "HF_HUB_OFFLINE": "1"}


@contextlib.contextmanager
def serving(home: Path, port: int, address: str = "") -> Iterator[str]:
    """Its address, once it listens; it ends with the block.

    Raises:
        SystemExit: it did not start; the message is what it said.
    """
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port)],
        env=environment(home, address),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr
    said: list[str] = []
    try:
        for line in server.stderr:
            said.append(line)
            if READY in line:
                break
        else:
            sys.exit(f"the server did not start: {''.join(said)}")
        # a pipe that nobody reads fills up, and stops who writes into it
        threading.Thread(target=said.extend, args=(server.stderr,), daemon=True).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
        server.stderr.close()


def copied(source: Path, target: Path) -> Path:
    """A copy of a data folder that may be in use.

    Its databases by SQLite itself: to open and close such a file beside it would drop the locks that this process
    holds.
    """
    target.mkdir(parents=True)
    for file in source.glob("*.sqlite"):
        with (
            contextlib.closing(sqlite3.connect(file)) as held,
            contextlib.closing(sqlite3.connect(target / file.name)) as fresh,
        ):
            held.backup(fresh)
    for folder in filter(Path.is_dir, source.iterdir()):
        copytree(folder, target / folder.name)
    return target
