"""A picture of each kind of page, wide and narrow: `python -m bench.screenshots FOLDER`.

A server of its own with the bundled case studies and a small report; the pictures go into FOLDER, and what each page
weighs is printed.
"""

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Response

from bench.chromium import chromium, weight
from bench.serving import free_port, serving
from bench.stand import pages, report_pages, stood
from tests.conftest import pdf

WIDTHS = (1440, 390)
HEIGHT = 1400
"""Pixels of a page that a picture shows, from its top."""

DARK = ("ask, answered", "sheet")
"""Pages of which there is a picture with dark colours, too."""

COLOURS = 96


class Picture(NamedTuple):
    """One picture to be taken."""

    name: str
    path: str
    width: int
    scheme: str

    @property
    def file(self) -> str:
        """Such as `ask-answered-390-dark.png`."""
        plain = re.sub("[^a-z]+", "-", self.name)
        return f"{plain}-{self.width}{'-dark' if self.scheme == 'dark' else ''}.png"


def main() -> None:
    """Take them, and print."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, serving(Path(home), free_port()) as address:
        here = pages(stood(address, pdf(report_pages())))
        with chromium() as browser:
            for one in _wanted(here):
                weighs = _taken(browser, address, one, folder)
                size = (folder / one.file).stat().st_size / 1000
                print(f"{one.file:<44}{size:>6.0f} kB picture{weighs / 1000:>8.1f} kB page")


def _wanted(here: dict[str, str]) -> Iterator[Picture]:
    for name, path in here.items():
        for width in WIDTHS:
            yield Picture(name, path, width, "light")
            if name in DARK:
                yield Picture(name, path, width, "dark")


def _taken(browser: Browser, address: str, one: Picture, folder: Path) -> int:
    """Take a picture; what its page weighs, in bytes."""
    size, scheme = {"width": one.width, "height": 900}, one.scheme
    responses: list[Response] = []
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.on("response", lambda response: responses.append(response))
        page.goto(address + one.path, wait_until="networkidle")
        height = min(HEIGHT, page.evaluate("document.scrollingElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": one.width, "height": height}
        taken = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
        few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)
        few.save(folder / one.file, optimize=True)
        return weight(responses)


if __name__ == "__main__":
    main()
