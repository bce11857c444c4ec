"""What an answer over MCP costs beside the answer alone, and how soon the command is ready: `python -m bench.mcp`.

For questions of the golden set's development half, every second one with an asking city: the time of `tools/call`
over HTTP, from a client to a server with a socket between, in both eras of the protocol, against `Assistant.ask` for
the same, one after the other in one run. Then the time from the start of `citygraft mcp` to its list of tools.
"""

import asyncio
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import product
from statistics import median
from typing import Any

import httpx2
import uvicorn
from mcp_types.version import LATEST_HANDSHAKE_VERSION, LATEST_MODERN_VERSION

from api.app import create_app
from api.mcp.tools import TOOLS
from assistant.assistant import Assistant
from assistant.settings import settings
from assistant.wiring import assistant
from bench.pages import RUNS, Ask, asked, measured, taken
from bench.serving import COMMAND, environment, free_port

LIMIT = 1.3
"""Times `Assistant.ask` that an answer may take."""

SHOWN = 3
"""Practices of an answer."""

CLOCKS = {"by the clock": time.perf_counter, "processor time, the client's too": time.process_time}
"""The second does not feel what else the machine does."""

ERAS = (LATEST_HANDSHAKE_VERSION, LATEST_MODERN_VERSION)


@contextmanager
def listening(helper: Assistant) -> Iterator[str]:
    """The address of a server of this process, in a thread of its own."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(helper), port=port, log_level="error"))
    thread = threading.Thread(target=partial(asyncio.run, server.serve()))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def message(method: str, params: dict[str, Any], era: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A request and its headers, as a client of that era sends them."""
    headers = {"accept": "application/json", "mcp-protocol-version": era}
    if era == LATEST_MODERN_VERSION:
        meta = {"protocolVersion": era, "clientCapabilities": {}}
        params |= {"_meta": {f"io.modelcontextprotocol/{key}": v for key, v in meta.items()}}
        headers |= {"mcp-method": method, "mcp-name": str(params.get("name", ""))}
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}, headers


def over_http(client: httpx2.Client, era: str) -> Ask:
    """Asks by `tools/call`."""

    def ask(question: str, city: str) -> None:
        call = {"name": "ask", "arguments": {"question": question, "city": city, "limit": SHOWN}}
        body, headers = message("tools/call", call, era)
        result = client.post("/mcp", json=body, headers=headers).json()["result"]
        assert not result["isError"]

    return ask


def started() -> None:
    """Start `citygraft mcp`, ask it for its tools, and wait until it has ended."""
    body, _ = message("tools/list", {}, LATEST_MODERN_VERSION)
    done = subprocess.run(
        [COMMAND, "mcp"],
        input=json.dumps(body).encode() + b"\n",
        env=environment(settings().home),
        capture_output=True,
        check=True,
    )
    assert len(json.loads(done.stdout)["result"]["tools"]) == len(TOOLS)


def main() -> None:
    """Measure and print."""
    helper, questions = assistant(settings()), asked()
    print(f"{len(questions)} questions, medians of {RUNS - 1} runs; load of the machine "
          f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip

    def alone(question: str, city: str) -> object:
        return helper.ask(question, city or None, SHOWN)

    with listening(helper) as address, httpx2.Client(base_url=address, timeout=60) as client:
        for era, (name, clock) in product(ERAS, CLOCKS.items()):
            rows = measured(alone, over_http(client, era), questions, clock)
            ratio = median(row.page / row.answer for row in rows)
            told = "within" if ratio <= LIMIT else "over"
            answer, call = median(r.answer for r in rows), median(r.page for r in rows)
            print(f"tools/call ask over Assistant.ask, {era}, {name}: {ratio:.2f} ({told} the limit of {LIMIT}); "
                  f"{answer:.1f} ms alone, {call:.1f} ms over HTTP")  # fmt: skip
    times = [taken(started) / 1000 for _ in range(RUNS)]
    print(f"start of 'citygraft mcp' to its tools, and its end: {median(times):.2f} s")


if __name__ == "__main__":
    main()
