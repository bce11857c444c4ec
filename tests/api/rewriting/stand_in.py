"""A small real server that speaks the OpenAI protocol as a language model's does, well or badly, and keeps what it got."""

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Got(NamedTuple):
    """One request: its path, headers in lower case, and body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def rules(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def material(self) -> str:
        return str(self.body["messages"][1]["content"])


class StandIn(ThreadingHTTPServer):
    """Answers each request with `behave`, until it is told to stop."""

    daemon_threads = True

    def __init__(self, behave: Callable[["Handler", Got], None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behave = behave
        self.got: list[Got] = []
        self.stopping = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: StandIn
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        got = Got(self.path, headers, json.loads(body))
        self.server.got.append(got)
        self.server.behave(self, got)

    def send(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        told = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in {**told, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def drip(self, content: bytes, seconds: float) -> None:
        """A byte at a time, and no end until the test is over."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "100000000")
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.server.stopping.wait(seconds):
                self.wfile.write(content)
                self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
        """Say nothing."""


Behaviour = Callable[[Handler, Got], None]


@contextlib.contextmanager
def running(behave: Behaviour) -> Iterator[StandIn]:
    """The server, while the block lasts."""
    server = StandIn(behave)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()


def completion(text: str | None, finish: str = "stop", **message: Any) -> bytes:
    """A completion as the protocol has it."""
    said = {"role": "assistant", "content": text, **message}
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "stand-in",
            "choices": [{"index": 0, "message": said, "finish_reason": finish}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
    ).encode()


def writes(text: str) -> Behaviour:
    """A model that always writes this."""
    return lambda handler, _: handler.send(completion(text))


def sends(content: bytes, status: int = 200, **headers: str) -> Behaviour:
    """A server that always sends this."""
    return lambda handler, _: handler.send(content, status, **headers)


def from_the_material(handler: Handler, got: Got) -> None:
    """A model that does what it is told: a sentence of each quote of the material, with its place."""
    quotes = re.findall(r"^\[(\d+)\] (.+?): “(.+)”$", got.material, re.MULTILINE)
    written = [
        f"In {place}, {quote.partition(' (source')[0].partition('. ')[0].rstrip('.')} [{n}]."
        for n, place, quote in quotes[:1]
    ]
    handler.send(completion(" ".join(written)))
