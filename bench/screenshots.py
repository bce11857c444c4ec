"""A picture of each kind of page, wide and narrow: `python -m bench.screenshots FOLDER`.

Two servers of its own, with the bundled case studies and a small report, one for one person and one on which people
sign in; the pictures go into FOLDER, and what each page weighs is printed.
"""

import contextlib
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, Response

from bench.chromium import chromium, weight
from bench.people import peopled, signed_in
from bench.serving import copied, free_port, serving
from bench.stand import OF_ACCOUNTS, pages, report_pages, stood
from tests.conftest import pdf

WIDTHS = (1440, 390)
HEIGHT = 1400
"""Pixels of a page that a picture shows, from its top."""

DARK = ("ask, answered", "sheet")
"""Pages of which there is a picture with dark colours, too."""

LEFT_OUT = (
    "ask, narrowed", "case studies, narrowed", "city, unknown", "compare, one only", "sheet of a practice",
    "sheet, unknown practice", "practice, history",
)  # fmt: skip
"""Pages that look as others do."""

COLOURS = 96


class Shown(NamedTuple):
    """A page to take pictures of: its name, its address, and the cookies of who sees it."""

    name: str
    url: str
    cookies: list[Any]


def main() -> None:
    """Take them, and print."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, _shown(browser) as all_shown:
        for shown in all_shown:
            for width in WIDTHS:
                for scheme in ("light", "dark") if shown.name in DARK else ("light",):
                    file = folder / _file(shown.name, width, scheme)
                    weighs = _taken(browser, shown, width, scheme, file)
                    size = file.stat().st_size / 1000
                    print(f"{file.name:<40}{size:>6.0f} kB picture{weighs / 1000:>8.1f} kB page")


@contextlib.contextmanager
def _shown(browser: Browser) -> Iterator[list[Shown]]:
    """The pages, while their servers run."""
    port = free_port()
    guarded = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as name, serving(Path(name) / "one", free_port()) as one:
        here = pages(stood(one, pdf(report_pages())))
        home = copied(Path(name) / "one", Path(name) / "many")
        peopled(home, guarded)
        with serving(home, port, guarded):
            cookies = signed_in(browser, guarded, "Root")
            yield [
                *(Shown(n, one + path, []) for n, path in here.items() if n not in LEFT_OUT),
                Shown("sign in", f"{guarded}/login", []),
                *(Shown(n, guarded + path, cookies) for n, path in OF_ACCOUNTS.items()),
            ]


def _file(name: str, width: int, scheme: str) -> str:
    """Such as `ask-answered-390-dark.png`."""
    plain = re.sub("[^a-z]+", "-", name)
    return f"{plain}-{width}{'-dark' if scheme == 'dark' else ''}.png"


def _taken(browser: Browser, shown: Shown, width: int, scheme: str, file: Path) -> int:
    """Take a picture; what its page weighs, in bytes."""
    responses: list[Response] = []
    with browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        context.add_cookies(shown.cookies)
        page = context.new_page()
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - a list's own method is not taken
        page.goto(shown.url, wait_until="networkidle")
        # few colours are enough for text and marks, and take a third of the room
        few = Image.open(io.BytesIO(_seen(page, width))).convert("RGB").quantize(COLOURS)
        few.save(file, optimize=True)
        return weight(responses)


def _seen(page: Page, width: int) -> bytes:
    """The page from its top; where the address names a place in it, what a person sees."""
    if "#" in page.url:
        return page.screenshot()
    height = min(HEIGHT, page.evaluate("document.scrollingElement.scrollHeight"))
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


if __name__ == "__main__":
    main()
