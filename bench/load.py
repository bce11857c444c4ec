"""Fifty people ask while a hundred documents are taken in: `python -m bench.load`.

A server of its own on this machine, with the bundled case studies; the documents are sent over HTTP in ten requests,
and fifty askers ask without a pause until the last job is done. Told are errors, answers a second and percentiles,
beside those of one asker alone before, in the same run.
"""

import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import httpx2
import numpy as np

from bench.serving import free_port, serving

ASKERS, DOCUMENTS, AT_ONCE = 50, 100, 10
ALONE = 40
"""Questions that one asker asks alone, before."""

QUESTIONS = (
    ("How do we keep informal settlements from flooding?", "Beira, Mozambique"),
    ("What can we do against heat with little money?", "Ahmedabad, India"),
    ("Minibus owners oppose our new bus system", "Dakar, Senegal"),
    ("How do we get households to separate food waste?", "Ljubljana, Slovenia"),
    ("can a city borrow on the capital market", ""),
    ("Who pays for upkeep of drains?", "Tanga, Tanzania"),
    ("¿Cómo se financia un teleférico?", "Medellín, Colombia"),
    ("best recipe for apple pie", ""),
)

WORDS = (
    "drain", "market", "street", "council", "water", "waste", "school", "heat", "tree", "bus",
    "fee", "budget", "resident", "river", "coast", "flood", "housing", "land", "tenure", "permit",
    "survey", "pilot", "trust", "upkeep", "pump", "shade", "roof", "vendor", "region", "tariff",
    "loan", "grant", "data", "sensor", "map", "forum", "vote", "harvest", "compost", "canal",
    "wetland", "dune",
)  # fmt: skip


class Asked(NamedTuple):
    """One answer: how long it took, and its status; 0 where none came."""

    seconds: float
    status: int


def main() -> None:
    """Run it and print."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), free_port()) as address:
        with _client(address) as client:
            alone = [_ask(client, number) for number in range(ALONE)]
        over = threading.Event()
        asked: list[list[Asked]] = [[] for _ in range(ASKERS)]
        askers = [
            threading.Thread(target=_go_on, args=(address, number, asked[number], over))
            for number in range(ASKERS)
        ]
        start = time.perf_counter()
        for asker in askers:
            asker.start()
        jobs = [_send(address, number) for number in range(DOCUMENTS // AT_ONCE)]
        taken_in = sum(_wait(address, job) for job in jobs)
        seconds = time.perf_counter() - start
        over.set()
        for asker in askers:
            asker.join()
        _tell(alone, [one for many in asked for one in many], taken_in, seconds)


def _tell(alone: list[Asked], asked: list[Asked], taken_in: int, seconds: float) -> None:
    errors = [one for one in (*alone, *asked) if one.status != 200]
    print(f"{taken_in} of {DOCUMENTS} documents taken in, in {seconds:.0f} s")
    print(
        f"{len(asked)} answers meanwhile ({len(asked) / seconds:.1f} a second), {len(errors)} errors"
    )
    for name, rows in (("one asker alone", alone), (f"{ASKERS} askers", asked)):
        p50, p95, p99 = np.percentile([1000 * one.seconds for one in rows], (50, 95, 99))
        print(f"{name:16} p50 {p50:6.0f} ms  p95 {p95:6.0f} ms  p99 {p99:6.0f} ms")
    if errors or taken_in < DOCUMENTS:
        sys.exit(f"not all went well: {sorted({one.status for one in errors})}")


def _go_on(address: str, number: int, asked: list[Asked], over: threading.Event) -> None:
    with _client(address) as client:
        while not over.is_set():
            asked.append(_ask(client, number + len(asked)))


def _client(address: str) -> httpx2.Client:
    """One for each asker, as a browser keeps its connection; to make one takes longer than to ask."""
    return httpx2.Client(base_url=address, timeout=120)


def _ask(client: httpx2.Client, number: int) -> Asked:
    """Ask as the page (every second time) or as a program does."""
    question, city = QUESTIONS[number % len(QUESTIONS)]
    start = time.perf_counter()
    try:
        if number % 2:
            answer = client.get("/", params={"q": question, "city": city})
        else:
            body = {"question": question, "city": city or None}
            answer = client.post("/api/v1/ask", json=body)
        status = answer.status_code
    except httpx2.HTTPError:
        status = 0
    return Asked(time.perf_counter() - start, status)


def _send(address: str, number: int) -> str:
    files = [
        ("files", (f"report-{number}-{at}.md", _report(number * AT_ONCE + at)))
        for at in range(AT_ONCE)
    ]
    sent = httpx2.post(f"{address}/api/v1/documents", files=files, timeout=120)
    sent.raise_for_status()
    return str(sent.json()["job_id"])


def _report(seed: int) -> bytes:
    """A report of twenty paragraphs, another one for each seed."""
    chance = random.Random(seed)
    parts = [f"# Report {seed} on {chance.choice(WORDS)} and {chance.choice(WORDS)}"]
    for at in range(20):
        words = [chance.choice(WORDS) for _ in range(60)]
        sentences = [" ".join(words[i : i + 12]).capitalize() + "." for i in range(0, 60, 12)]
        parts.append(
            f"## Part {at}\n\n{' '.join(sentences)}" if at % 5 == 0 else " ".join(sentences)
        )
    return "\n\n".join(parts).encode()


def _wait(address: str, job: str) -> int:
    """Files that were taken in, once the job is done."""
    while True:
        held = httpx2.get(f"{address}/api/v1/jobs/{job}", timeout=120).json()
        if held["state"] not in ("waiting", "running"):
            return sum(o["result"] == "added" for item in held["items"] for o in item["outcomes"])
        time.sleep(0.5)


if __name__ == "__main__":
    main()
