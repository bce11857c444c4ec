"""Debian's Chromium, as the tests in a browser and the screenshots use it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

EXECUTABLE = Path("/usr/bin/chromium")

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
"""It asks nobody but our own server."""

COUNTED = ("text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml")
"""What a page weighs by; pictures of documents are what was asked for."""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=EXECUTABLE,
            args=list(QUIET),
        )
        yield browser
        browser.close()


def weight(responses: list[Response]) -> int:
    """Bytes of a page with its styles, scripts and drawings, not compressed."""
    counted = [
        one for one in responses if one.ok and one.headers.get("content-type", "").startswith(COUNTED)
    ]  # fmt: skip
    return sum(len(one.body()) for one in counted)
