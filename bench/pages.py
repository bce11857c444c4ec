"""What the ask page costs beside the answer that it shows, and what it weighs: `python -m bench.pages`.

For questions of the golden set's development half, every second one with an asking city: the time from request to
page through the application, against `Assistant.ask` for the same, one after the other in one run, so that a
machine that slows down slows both. The weight is that of the page with its styles and scripts, as sent
and as gzip packs it.
"""

import asyncio
import gzip
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.testclient import TestClient
from starlette.types import Message

from api.app import create_app
from api.pages import ask as pages
from api.pages.page import page_of
from assistant.settings import settings
from assistant.wiring import assistant
from corpus.city_names import cities_like
from corpus.golden import load_golden

QUESTIONS = 20
RUNS = 5
"""The first is for warming up."""

CITIES = ("Beira", "Zurich", "Accra", "Lima", "Hanoi")
TYPED = ("b", "be", "bei", "beir", "beira moz", "saigon", "quelimani", "zzzz", "united states")

LIMIT = 1.2
"""Times `Assistant.ask` that a page may take."""

HEAVIEST = 150
"""Kilobytes that a page may weigh."""


class Times(NamedTuple):
    """One question in ms: the answer alone, and the page with it."""

    answer: float
    page: float


def taken(what: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Milliseconds."""
    start = clock()
    what()
    return (clock() - start) * 1000


def asked() -> list[tuple[str, str]]:
    """Questions with their city, empty for every second one."""
    questions = [question.text for question in load_golden().part("dev", "en")]
    chosen = [questions[at * len(questions) // QUESTIONS] for at in range(QUESTIONS)]
    return [(q, CITIES[at // 2 % len(CITIES)] if at % 2 else "") for at, q in enumerate(chosen)]


Ask = Callable[[str, str], object]
"""Asks a question for a city."""


def own_work(app: FastAPI) -> Ask:
    """Makes the page in the asking thread, without the test's HTTP client and the way there and back."""

    def ask(question: str, city: str) -> Response:
        scope = {
            "type": "http",
            "app": app,
            "method": "GET",
            "path": "/",
            "query_string": b"",
            "headers": [],
        }
        request = Request(scope)
        return pages.ask(request, page_of(request), app.state.assistant, question, city)

    return ask


def measured(
    answer: Ask, page: Ask, questions: Sequence[tuple[str, str]], clock: Callable[[], float]
) -> list[Times]:
    """The medians of each question; the answer and the page take turns."""

    def both(question: str, city: str) -> Times:
        return Times(*(taken(partial(what, question, city), clock) for what in (answer, page)))

    runs = [[both(*one) for one in questions] for _ in range(RUNS)][1:]
    return [Times(*map(median, zip(*of_one, strict=True))) for of_one in zip(*runs, strict=True)]


def in_server(app: FastAPI, loop: asyncio.AbstractEventLoop) -> Ask:
    """Has the whole application answer, all that stands around the page included, as the web server calls it."""

    async def call(query: str) -> None:
        told: list[Message] = []
        scope = {
            "type": "http", "method": "GET", "path": "/", "raw_path": b"/", "root_path": "", "scheme": "http",
            "query_string": query.encode(), "headers": [(b"host", b"127.0.0.1")], "http_version": "1.1",
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            told.append(message)

        await app(scope, receive, send)
        assert told[0]["status"] == 200

    def ask(question: str, city: str) -> None:
        loop.run_until_complete(call(urlencode({"q": question, "city": city})))

    return ask


def weights(client: TestClient, question: str, city: str) -> Iterator[tuple[str, bytes]]:
    """The page and what it loads, as `(name, bytes)`."""
    page = client.get("/", params={"q": question, "city": city})
    yield "page", page.content
    for url in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        yield url, client.get(url).content


def main() -> None:
    """Measure and print."""
    helper, questions = assistant(settings()), asked()
    # as a context it keeps its threads, as a server does
    app = create_app(helper)
    with TestClient(app, "http://127.0.0.1") as client:
        print(f"{len(questions)} questions, medians of {RUNS - 1} runs; load of the machine "
              f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
        loop = asyncio.new_event_loop()
        for name, page, clock in (
            ("the page's own work, thread's own time", own_work(app), time.thread_time),
            (
                "in the server, request to response, by the clock",
                in_server(app, loop),
                time.perf_counter,
            ),
        ):
            show_times(name, questions, measured(helper.ask, page, questions, clock))
        loop.close()
        show_weights(list(weights(client, *questions[1])))
    cities_like("a", 1)
    slowest = max(
        median(taken(partial(cities_like, typed, 8)) for _ in range(RUNS)) for typed in TYPED
    )
    print(f"cities while one types, slowest of {len(TYPED)} beginnings: {slowest:.2f} ms")


def show_times(name: str, questions: Sequence[tuple[str, str]], rows: Sequence[Times]) -> None:
    """Print the answer, the page, and their ratio, over all questions and by whether a city asks."""
    ratio = median(row.page / row.answer for row in rows)
    told = "within" if ratio <= LIMIT else "over"
    print(f"{name}: page over answer {ratio:.2f} ({told} the limit of {LIMIT})")
    for asking in (True, False):
        some = [row for row, (_, city) in zip(rows, questions, strict=True) if bool(city) == asking]
        answer, page = median(row.answer for row in some), median(row.page for row in some)
        print(f"  {'with' if asking else 'without'} a city: answer {answer:.1f} ms, page {page:.1f} ms, "
              f"{median(row.page / row.answer for row in some):.2f}")  # fmt: skip


def show_weights(parts: list[tuple[str, bytes]]) -> None:
    """Print what a page loads, in kilobytes."""
    for name, content in parts:
        print(
            f"  {name:<28}{len(content) / 1000:>8.1f} kB{len(gzip.compress(content)) / 1000:>8.1f} kB packed"
        )
    plain = sum(len(content) for _, content in parts) / 1000
    packed = sum(len(gzip.compress(content)) for _, content in parts) / 1000
    told = "within" if plain <= HEAVIEST else "over"
    print(f"page weight {plain:.1f} kB, packed {packed:.1f} kB ({told} the limit of {HEAVIEST} kB)")


if __name__ == "__main__":
    main()
