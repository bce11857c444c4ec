"""Twenty people ask on Slack at the same moment: `python -m bench.slack [HOME]`.

A server of its own on this machine, with the bundled case studies, connected to a stand-in of Slack; twenty slash
commands are sent at once, each signed. HOME is a data folder that has the case studies already. Told are the slowest acknowledgement and the time until the answers, three times
in a row, and what else the machine was doing: figures of a busy machine say little.
"""

import hashlib
import hmac
import os
import selectors
import socket
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from bench.load import QUESTIONS
from bench.serving import free_port, serving

PEOPLE, ROUNDS = 20, 5
SECRET = "bench"
RUN = time.time_ns()
"""Makes what is sent different from run to run, as nothing is answered twice."""

MOST = 0.3
"""Seconds in which each has to be acknowledged."""


class Round(NamedTuple):
    """Seconds until each was acknowledged, and until each was answered; sorted."""

    acknowledged: list[float]
    answered: list[float]


class _Slack(ThreadingHTTPServer):
    """Slack as far as a slash command needs it: who the app is, and where answers go."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answered: dict[str, float] = {}
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Take a call of the app."""
        assert isinstance(self.server, _Slack)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = b'{"ok": true, "team_id": "T1", "user_id": "U1", "bot_id": "B1"}'
        if not self.path.startswith("/api/"):
            self.server.answered[self.path] = time.perf_counter()
            told = b'{"ok": true}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Tell nothing of each call."""


def main() -> None:
    """Run it and print."""
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    slack = _Slack()
    threading.Thread(target=slack.serve_forever, daemon=True).start()
    os.environ |= {
        "CITYGRAFT_SLACK_BOT_TOKEN": "xoxb-bench",
        "CITYGRAFT_SLACK_SIGNING_SECRET": SECRET,
        "CITYGRAFT_SLACK_API": f"{slack.address}/api",
    }
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        rounds = _rounds(slack, home)
    print("round  acknowledged: median, slowest   answered: median, last")
    for number, one in enumerate(rounds, 1):
        print(f"{number:5}  {_ms(one.acknowledged)}   {_ms(one.answered)}")
    print(f"load of the machine after: {os.getloadavg()[0]:.1f}")
    slowest = max(one.acknowledged[-1] for one in rounds)
    if slowest > MOST:
        sys.exit(
            f"the slowest acknowledgement took {slowest * 1000:.0f} ms, over {MOST * 1000:.0f}"
        )


def _rounds(slack: _Slack, home: Path) -> list[Round]:
    with serving(home, free_port()) as address:
        _ask(slack, address, 0)  # the first answer of all reads the indexes
        return [_ask(slack, address, number + 1) for number in range(ROUNDS)]


def _ms(seconds: list[float]) -> str:
    middle = seconds[len(seconds) // 2]
    return f"{middle * 1000:6.0f} ms, {seconds[-1] * 1000:6.0f} ms"


def _ask(slack: _Slack, address: str, number: int) -> Round:
    """Twenty people ask, over connections that are open, as Slack keeps them.

    One thread sends and reads them all, with nothing but sockets: threads of our own would wait for each other, and
    their waiting would be taken for that of the server.
    """
    slack.answered.clear()
    where = urlsplit(address)
    assert where.hostname
    assert where.port
    ready = selectors.DefaultSelector()
    requests = [_request(where.netloc, _command(slack, number, at)) for at in range(PEOPLE)]
    begun, took = dict[socket.socket, float](), list[float]()
    people = [socket.create_connection((where.hostname, where.port)) for _ in requests]
    for person, request in zip(people, requests, strict=True):
        ready.register(person, selectors.EVENT_READ)
        begun[person] = time.perf_counter()
        person.sendall(request)
    while len(took) < PEOPLE:
        for key, _ in ready.select(60):
            assert isinstance(key.fileobj, socket.socket)
            took.append(time.perf_counter() - begun[key.fileobj])
            assert key.fileobj.recv(65_536).startswith(b"HTTP/1.1 200 ")
            ready.unregister(key.fileobj)
            key.fileobj.close()
    while len(slack.answered) < PEOPLE:
        time.sleep(0.02)
    start = min(begun.values())
    return Round(sorted(took), sorted(moment - start for moment in slack.answered.values()))


def _request(host: str, body: bytes) -> bytes:
    lines = [f"{name}: {value}" for name, value in _signed(body).items()]
    head = ["POST /slack/events HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}", *lines]
    return "\r\n".join((*head, "", "")).encode() + body


def _command(slack: _Slack, number: int, at: int) -> bytes:
    question, city = QUESTIONS[at % len(QUESTIONS)]
    return urlencode(
        {
            "command": "/citygraft",
            "text": f"{question} {f'in {city}' if city else ''} ({number}.{at})",
            "team_id": "T1",
            "channel_id": "C1",
            "user_id": f"U{number}x{at}",
            "trigger_id": f"{RUN}.{number}.{at}",
            "response_url": f"{slack.address}/commands/{number}/{at}",
        }
    ).encode()


def _signed(body: bytes) -> dict[str, str]:
    moment = str(int(time.time()))
    whole = f"v0:{moment}:".encode() + body
    signature = hmac.new(SECRET.encode(), whole, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={signature}",
    }


if __name__ == "__main__":
    main()
