"""Requests as no decent program sends them, over real sockets to a real server."""

import contextlib
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest
import uvicorn

from api.app import create_app
from api.limits import Limits
from api.tracing import HEADER
from api.upload_form import MAX_FILES
from assistant.assistant import Assistant
from index.library import Library

PATIENT = Limits(body=20_000, upload=2_000_000, rate=1000.0, grace=60.0)
HASTY = PATIENT._replace(rate=100_000.0, grace=0.5)
HERE = b"/api/v1/documents"
EDGE = b"edge"
FILE = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n%s\r\n'
END = b"--edge--\r\n"


class Running(NamedTuple):
    """A server that runs."""

    port: int
    library: Library

    def inbox(self) -> list[Path]:
        """The files that lie in the inbox, locks aside."""
        found = (self.library.home / "inbox").rglob("*")
        return [path for path in found if path.is_file() and path.name != ".lock"]

    def raw(self, *pieces: bytes, pause: float = 0.0) -> bytes:
        """Send pieces as they are; what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as link:
            with contextlib.suppress(ConnectionError):  # it may have heard enough
                for piece in pieces:
                    link.sendall(piece)
                    time.sleep(pause)
            return answered(link)

    def healthy(self) -> bool:
        """Other requests are served."""
        return httpx2.get(f"http://127.0.0.1:{self.port}/healthz").status_code == 200


def answered(link: socket.socket) -> bytes:
    """One answer, headers and body."""
    heard = b""
    with contextlib.suppress(ConnectionError):
        while piece := link.recv(65_536):
            heard += piece
            head, found, body = heard.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            if found and length and len(body) >= int(length[1]):
                break
    return heard


def status(heard: bytes) -> int:
    return int(heard.split(b" ", 2)[1]) if heard else 0


Serve = Callable[[Limits], Running]


@pytest.fixture
def serve(library: Library) -> Iterator[Serve]:
    """Starts servers, and stops them at the end."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(limits: Limits) -> Running:
        listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        port = int(listening.getsockname()[1])
        app = create_app(Assistant(library), "127.0.0.1", limits)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=5))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        running.append((server, thread))
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        return Running(port, library)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join()


def post(*headers: bytes, path: bytes = HERE) -> bytes:
    lines = [
        b"POST %s HTTP/1.1" % path,
        b"Host: 127.0.0.1",
        b"Content-Type: multipart/form-data; boundary=edge",
        *headers,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


CHUNKED = b"Transfer-Encoding: chunked"


def test_an_honest_upload_is_accepted_in_chunks_as_with_a_length(serve: Serve) -> None:
    running = serve(PATIENT)
    body = FILE % b"Drains." + END
    assert status(running.raw(post(b"Content-Length: %d" % len(body)), body)) == 202
    assert status(running.raw(post(CHUNKED), chunk(body), chunk(b""))) == 202


@pytest.mark.parametrize("path", [HERE, b"/documents"])
def test_a_stated_length_over_the_limit_is_refused_before_anything_is_read(
    serve: Serve, path: bytes
) -> None:
    running = serve(PATIENT)
    heard = running.raw(post(b"Content-Length: 2000001", path=path))
    assert status(heard) == 413
    assert running.inbox() == []


def test_a_body_without_a_length_is_refused_when_so_much_was_read(serve: Serve) -> None:
    running = serve(PATIENT)
    begin = FILE.partition(b"%s")[0]
    pieces = [chunk(b"x" * 100_000) for _ in range(40)]
    heard = running.raw(post(CHUNKED), chunk(begin), *pieces)
    assert status(heard) == 413
    assert b"2000000 bytes" in heard
    assert running.inbox() == []
    assert running.healthy()


@pytest.mark.parametrize("length", [b"-1", b"abc", b"1e9", b"9" * 30, b"5, 6"])
def test_a_length_that_is_none_is_refused(serve: Serve, length: bytes) -> None:
    running = serve(HASTY)
    heard = running.raw(post(b"Content-Length: " + length), FILE % b"Drains.")
    assert status(heard) in (400, 408, 413)
    assert running.inbox() == []
    assert running.healthy()


def test_a_length_that_is_too_small_cuts_the_form_and_nothing_is_kept(serve: Serve) -> None:
    running = serve(PATIENT)
    body = FILE % (b"Drains. " * 100) + END
    heard = running.raw(post(b"Content-Length: 200"), body[:200])
    assert status(heard) == 400
    assert b"ends in the middle" in heard
    assert running.inbox() == []


@pytest.mark.parametrize("headers", [(b"Content-Length: 100000",), (CHUNKED,)])
def test_an_upload_that_trickles_is_given_up_and_its_file_is_gone(
    serve: Serve, headers: tuple[bytes, ...]
) -> None:
    running = serve(HASTY)
    begin = FILE.partition(b"%s")[0]
    drops = [begin, *[b"x"] * 40]
    if headers == (CHUNKED,):
        drops = [chunk(drop) for drop in drops]
    heard = running.raw(post(*headers), *drops, pause=0.05)
    assert status(heard) == 408
    assert b"too slowly" in heard
    assert running.inbox() == []
    assert running.healthy()


def test_an_upload_that_stops_in_the_middle_leaves_nothing(serve: Serve) -> None:
    running = serve(PATIENT)
    with socket.create_connection(("127.0.0.1", running.port)) as link:
        link.sendall(post(b"Content-Length: 100000") + FILE.partition(b"%s")[0] + b"x" * 5000)
        while not running.inbox():
            time.sleep(0.01)
    while running.inbox():
        time.sleep(0.01)
    assert running.healthy()


def test_ordinary_requests_keep_their_own_limits(serve: Serve) -> None:
    running = serve(HASTY)
    head = b"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%s\r\n\r\n"
    long = b'{"question": "%s"}' % (b"x" * 30_000)
    assert status(running.raw(head % b"Content-Length: %d" % len(long), long)) == 413
    assert status(running.raw(head % b"Content-Length: 9000", *[b" "] * 40, pause=0.05)) == 408


@pytest.mark.parametrize(
    "body",
    [
        b"--edge\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\nx\r\n" + END,
        b"--edge\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\nx\r\n" + END,
        b"--edge\r\n" + b"y" * 1_000_000 + b": x\r\n\r\nx\r\n" + END,
        FILE % b"Drains." + END + b"e" * 1_000_000,
        b"p" * 1_000_000 + FILE % b"Drains." + END,
        b"".join(FILE % b"%d" % n for n in range(MAX_FILES + 1)) + END,
        b'--edge\r\nContent-Disposition: form-data; name="n"\r\n\r\n%s\r\n' % (b"x" * 900_000) + END,
        b'--edge\r\nContent-Disposition: form-data; name="n"\r\n\r\n\r\n' * 5000 + END,
        FILE % b"Drains.",
        END,
        b"",
        b"\x00" * 1000,
    ],
    ids=[
        "headers", "header value", "header name", "epilogue", "preamble", "files", "field",
        "fields", "no end", "nothing in it", "empty", "no form",
    ],
)  # fmt: skip
@pytest.mark.parametrize("chunked", [False, True])
def test_a_form_that_is_made_to_hurt_is_refused_at_once(
    serve: Serve, body: bytes, chunked: bool
) -> None:
    running = serve(PATIENT)
    if chunked:
        pieces = [chunk(body[at : at + 50_000]) for at in range(0, len(body), 50_000)]
        heard = running.raw(post(CHUNKED), *pieces, b"0\r\n\r\n")
    else:
        heard = running.raw(post(b"Content-Length: %d" % len(body)), body)
    assert 400 <= status(heard) < 500
    assert b"application/problem+json" in heard
    assert running.inbox() == []
    assert running.healthy()


def test_every_answer_has_an_id_and_a_refusal_one_line_with_it(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    running = serve(PATIENT)
    base = f"http://127.0.0.1:{running.port}"
    assert re.fullmatch(r"[0-9a-f]{32}", httpx2.get(f"{base}/documents").headers[HEADER])
    with caplog.at_level(logging.WARNING, "citygraft"):
        refused = httpx2.get(f"{base}/api/v1/jobs/none?key=secret", headers={HEADER: "trace-12345"})
    assert refused.status_code == 404
    assert refused.headers[HEADER] == "trace-12345"
    lines = [record.getMessage() for record in caplog.records if record.name == "citygraft"]
    assert lines == ["request trace-12345 refused: GET /api/v1/jobs/none gave 404"]


def test_an_id_or_a_path_cannot_forge_a_line(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    running = serve(PATIENT)
    with caplog.at_level(logging.WARNING, "citygraft"):
        heard = httpx2.get(
            f"http://127.0.0.1:{running.port}/x%0Arequest%20y", headers={HEADER: "a b; c"}
        )
    assert heard.headers[HEADER] != "a b; c"
    (line,) = [record.getMessage() for record in caplog.records if record.name == "citygraft"]
    assert "\n" not in line
    assert r"/x\nrequest y" in line


def test_following_a_job_ends_when_the_follower_goes(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    running = serve(PATIENT)
    base = f"http://127.0.0.1:{running.port}/api/v1"
    with running.library.writing():  # so that the job has to wait
        files = {"files": ("a.txt", b"Drains of the old town.")}
        job = httpx2.post(f"{base}/documents", files=files).json()
        with caplog.at_level(logging.DEBUG, "citygraft"):
            with (
                httpx2.Client() as client,
                client.stream("GET", f"{base}/jobs/{job['job_id']}/events") as events,
            ):
                lines = events.iter_lines()
                assert next(lines) == "event: job"
                assert '"state":"waiting"' in next(lines)
            end = time.monotonic() + 20
            while not any("no longer followed" in r.getMessage() for r in caplog.records):
                assert time.monotonic() < end, "it is followed by no one and goes on"
                time.sleep(0.05)


def test_following_a_job_tells_its_end_and_ends_with_it(serve: Serve) -> None:
    running = serve(PATIENT)
    base = f"http://127.0.0.1:{running.port}/api/v1"
    files = {"files": ("a.txt", b"Drains of the old town.")}
    job = httpx2.post(f"{base}/documents", files=files).json()
    with httpx2.Client(timeout=60) as client:
        heard = client.get(f"{base}/jobs/{job['job_id']}/events")
    assert heard.headers["content-type"].startswith("text/event-stream")
    assert '"state":"done"' in heard.text.strip().splitlines()[-1]
