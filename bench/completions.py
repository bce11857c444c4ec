"""What the OpenAI-compatible surface costs beside the answer that it gives: `python -m bench.completions`.

A real server on this machine is asked over one connection that stays open, and this process asks the same data
folder by `Assistant.ask`, one after the other for every question in one run, so that a machine that slows down
slows both. Questions are those of the golden set's development half, every second one with an asking city, which
comes in a system message. Everything is warm: the first run does not count.
"""

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median, quantiles
from typing import NamedTuple

from api.chat.replies import SHOWN
from api.completions.wanted import MODEL
from assistant.assistant import Assistant
from assistant.settings import settings
from assistant.wiring import assistant
from bench.pages import CITIES
from bench.serving import free_port, serving
from corpus.golden import load_golden

QUESTIONS = 40
RUNS = 6
"""The first is for warming up."""

LIMIT = 1.3
"""Times `Assistant.ask` that a first byte, and a whole answer, may take."""

PATH = "/v1/chat/completions"


class Times(NamedTuple):
    """One question in ms: the answer alone, then from request to the first byte of a stream, to its first words, to its
    end, and to the end of an answer that comes whole.
    """

    answer: float
    first: float
    words: float
    streamed: float
    whole: float


def asked() -> list[tuple[str, str]]:
    """Questions with their city, empty for every second one."""
    questions = [question.text for question in load_golden().part("dev", "en")]
    chosen = [questions[at * len(questions) // QUESTIONS] for at in range(QUESTIONS)]
    return [(q, CITIES[at // 2 % len(CITIES)] if at % 2 else "") for at, q in enumerate(chosen)]


def body(question: str, city: str, *, stream: bool) -> bytes:
    """A request as front ends send it."""
    system = [{"role": "system", "content": f"city: {city}"}] if city else []
    messages = [*system, {"role": "user", "content": question}]
    return json.dumps({"model": MODEL, "messages": messages, "stream": stream}).encode()


def marks(link: http.client.HTTPConnection, sent: bytes) -> Iterator[float]:
    """Moments in ms after the request: the first byte of the answer, its first words, its end."""
    start = time.perf_counter()

    def passed() -> float:
        return (time.perf_counter() - start) * 1000

    link.request("POST", PATH, sent, {"Content-Type": "application/json"})
    with link.getresponse() as response:
        assert response.status == 200, response.read()
        held = response.readline()
        yield passed()
        while held and b'"content":' not in held.replace(b'"content":""', b""):
            held = response.readline()
        yield passed()
        response.read()
        yield passed()


def once(helper: Assistant, link: http.client.HTTPConnection, question: str, city: str) -> Times:
    """One question, in each way."""
    start = time.perf_counter()
    helper.ask(question, city or None, SHOWN)
    answer = (time.perf_counter() - start) * 1000
    first, words, streamed = marks(link, body(question, city, stream=True))
    *_, whole = marks(link, body(question, city, stream=False))
    return Times(answer, first, words, streamed, whole)


def measured(helper: Assistant, address: str, questions: Sequence[tuple[str, str]]) -> list[Times]:
    """The medians of each question."""
    link = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    runs = [[once(helper, link, *one) for one in questions] for _ in range(RUNS)][1:]
    link.close()
    return [Times(*map(median, zip(*of_one, strict=True))) for of_one in zip(*runs, strict=True)]


def main() -> None:
    """Measure and print."""
    here = settings()
    helper, questions = assistant(here), asked()
    with serving(here.home, free_port()) as address:
        print(f"{QUESTIONS} questions, medians of {RUNS - 1} runs; load of the machine "
              f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
        rows = measured(helper, address, questions)
        print(f"  load at the end {os.getloadavg()[0]:.1f}")
    show("Assistant.ask", rows, lambda row: row.answer)
    for name, part in (
        ("first byte of a stream", lambda row: row.first),
        ("first words of a stream", lambda row: row.words),
        ("end of a stream", lambda row: row.streamed),
        ("an answer that comes whole", lambda row: row.whole),
    ):
        show(name, rows, part)


def show(name: str, rows: Sequence[Times], part: Callable[[Times], float]) -> None:
    """Print quartiles in ms, and of the ratio to the answer alone."""
    low, middle, high = quantiles(map(part, rows))
    of = quantiles(part(row) / row.answer for row in rows)
    told = "within" if of[1] < LIMIT else "over"
    print(f"{name:<28}{middle:7.1f} ms ({low:.1f} to {high:.1f}), "
          f"over Assistant.ask {of[1]:.2f} ({of[0]:.2f} to {of[2]:.2f}; {told} {LIMIT})")  # fmt: skip


if __name__ == "__main__":
    main()
