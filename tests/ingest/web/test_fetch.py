"""Addresses fetched from real servers in threads of this process; the public policy is relaxed for 127.0.0.1 only."""

import contextlib
import datetime as dt
import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from corpus.errors import AddressRefused, Cancelled, CitygraftError, TooLarge, Unreachable
from ingest.html.reader import HtmlReader
from ingest.web.address import is_public
from ingest.web.fetch import MAX_REDIRECTS, fetch
from ingest.web.reach import Reach, resolve

PAGE = b"<!doctype html><h1>Bus lanes</h1><p>They work.</p>"
Answer = Callable[[socket.socket, str], None]


def local(ip: str, _port: int) -> bool:
    return ip == "127.0.0.1"


LOCAL = Reach(may_reach=local)


class Server:
    """A server that gives each connection to a function; it counts them and keeps the requests."""

    def __init__(self, answer: Answer, context: ssl.SSLContext | None = None) -> None:
        self._answer = answer
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.requests: list[str] = []
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(4096)
                if not received:
                    return
                request += received
            self.requests.append(request.decode())
            self._answer(connection, request.split()[1].decode())
            connection.close()

    def close(self) -> None:
        self._socket.close()

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


Serve = Callable[..., Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[Server] = []

    def start(answer: Answer, context: ssl.SSLContext | None = None) -> Server:
        servers.append(Server(answer, context))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def plain(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    def answer(connection: socket.socket, _: str) -> None:
        lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers)
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    return answer


def leading(where: Callable[[str], str]) -> Answer:
    def answer(connection: socket.socket, path: str) -> None:
        plain(b"", f"Location: {where(path)}", status="302 Found")(connection, path)

    return answer


def test_a_page_is_fetched_with_where_and_when(serve: Serve) -> None:
    server = serve(plain(PAGE, "Content-Type: text/html; charset=utf-8"))
    found = fetch(server.url("/reports/bus?year=2020"), LOCAL)
    assert found.content == PAGE
    assert (found.name, found.content_type) == ("bus.html", "text/html")
    assert found.address == server.url("/reports/bus?year=2020")
    assert dt.datetime.fromisoformat(found.fetched).utcoffset() == dt.timedelta(0)
    assert found.warnings == ()
    assert f"Host: 127.0.0.1:{server.port}\r\n" in server.requests[0]
    assert "Accept-Encoding: identity\r\n" in server.requests[0]


def test_what_was_fetched_can_be_read(serve: Serve) -> None:
    found = fetch(serve(plain(PAGE, "Content-Type: text/html")).url("/bus"), LOCAL)
    document = HtmlReader().read(found.content, found.name)
    assert document.pages[0].text == "# Bus lanes\n\nThey work."


def test_nothing_that_a_page_links_to_or_embeds_is_fetched(serve: Serve) -> None:
    other = serve(plain(b"x"))
    page = f"<link rel=stylesheet href={other.url()}><img src={other.url()}><a href={other.url()}>a</a>"
    page += f"<meta http-equiv=refresh content='0;url={other.url()}'><iframe src={other.url()}></iframe>"
    found = fetch(serve(plain(page.encode(), "Content-Type: text/html")).url(), LOCAL)
    HtmlReader().read(found.content, found.name)
    assert other.connections == 0


def test_redirects_are_followed_and_the_last_address_is_told(serve: Serve) -> None:
    def answer(connection: socket.socket, path: str) -> None:
        if path == "/old":
            plain(b"", "Location: new/page.html", status="301 Moved")(connection, path)
        else:
            plain(PAGE, "Content-Type: text/html")(connection, path)

    server = serve(answer)
    assert fetch(server.url("/old"), LOCAL).address == server.url("/new/page.html")


def test_fifty_redirects_end_at_the_limit(serve: Serve) -> None:
    server = serve(leading(lambda path: f"/{len(path)}{'x' * len(path)}"))
    with pytest.raises(Unreachable, match="more than 5 times"):
        fetch(server.url(), LOCAL)
    assert server.connections == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://localhost.:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
        "http://2130706433:{port}/",
        "http://127.1:{port}/",
        "http://0x7f.1:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://127。0。0。1:{port}/",
        "http://127.0.0.1%2f@example.org:{port}/",
        "http://example.org@127.0.0.1:{port}/",
        "http://example.org\\@127.0.0.1:{port}/",
        "http://user:word@127.0.0.1:{port}/",
        "http://0.0.0.0:{port}/",
    ],
)
def test_a_server_on_this_machine_is_refused_however_it_is_written(
    serve: Serve, address: str
) -> None:
    server = serve(plain(PAGE))
    with pytest.raises(AddressRefused):
        fetch(address.format(port=server.port))
    anywhere = Reach(may_reach=lambda ip, _: is_public(ip, 80))
    with pytest.raises(AddressRefused):
        fetch(address.format(port=server.port), anywhere)
    assert server.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "ftp://example.org/a", "data:text/html,x", "javascript:alert(1)"),
        *(
            "gopher://example.org/",
            "mailto:a@example.org",
            "",
            "  ",
            "https://",
            "http://?x",
            "not",
        ),
        *("http://exa mple.org/", "http://example.org:99999/", "http://[::1/", "http://a\r\nX: y/"),
        *(
            "http://" + "a" * 3000,
            "http://.org/",
            "http://-/",
            "http://ex%61mple.org/",
            "//example.org",
        ),
        "http://[fe80::1%25eth0]/",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        fetch(address, Reach(may_reach=lambda *_: False))


@pytest.mark.parametrize(
    "onward",
    [
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        "//[::1]/",
    ],
)
def test_a_redirect_to_a_private_network_is_refused(serve: Serve, onward: str) -> None:
    server = serve(leading(lambda _: onward))
    reach = Reach(may_reach=lambda ip, port: ip == "127.0.0.1" or is_public(ip, port))
    with pytest.raises(AddressRefused):
        fetch(server.url(), reach)
    assert server.connections == 1


def test_a_name_that_changes_its_answer_cannot_lead_elsewhere(serve: Serve) -> None:
    checked, other = serve(plain(PAGE)), serve(plain(b"secret"))
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    reach = Reach(may_reach=local, resolve=rebinding)
    assert fetch(checked.url(host="rebind.example"), reach).content == PAGE
    assert asked == ["rebind.example"]  # looked up once: what was checked is what was connected to
    with pytest.raises(AddressRefused):  # the next fetch looks up, and checks, anew
        fetch(checked.url(host="rebind.example"), reach)
    assert (checked.connections, other.connections) == (1, 0)


def test_a_name_is_looked_up_and_checked_again_at_each_redirect(serve: Serve) -> None:
    server = serve(leading(lambda _: "/again"))
    answers = iter([["127.0.0.1"], ["127.0.0.1", "10.0.0.7"]])
    with pytest.raises(AddressRefused, match=r"rebind\.example is in a private"):
        fetch(
            server.url(host="rebind.example"),
            Reach(may_reach=local, resolve=lambda *_: next(answers)),
        )
    assert server.connections == 1


def test_a_name_that_nobody_has_is_told() -> None:
    def none(_host: str, _port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(Unreachable, match=r"no site of the name nobody\.example"):
        fetch("https://nobody.example/", Reach(resolve=none))


def test_the_system_resolves_the_names_of_this_machine() -> None:
    assert "127.0.0.1" in resolve("127.0.0.1", 80)


def test_proxies_of_the_environment_play_no_part(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, server = serve(plain(b"from the proxy")), serve(plain(PAGE))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url())
    assert fetch(server.url(), LOCAL).content == PAGE
    assert proxy.connections == 0


def test_an_endless_stream_ends_at_the_size_limit(serve: Serve) -> None:
    def endless(connection: socket.socket, _: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    server = serve(endless)
    with pytest.raises(TooLarge, match=r"over 0\.3 MB"):
        fetch(server.url(), LOCAL._replace(max_bytes=300_000))


def test_a_stated_length_over_the_limit_is_not_read(serve: Serve) -> None:
    def large(connection: socket.socket, _: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99000000000\r\n\r\n")
        connection.recv(1)

    with pytest.raises(TooLarge, match="over 50 MB"):
        fetch(serve(large).url(), LOCAL)


def test_a_gzip_bomb_ends_at_the_size_limit(serve: Serve) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    assert len(bomb) < 100_000
    server = serve(plain(bomb, "Content-Encoding: gzip"))
    with pytest.raises(TooLarge):
        fetch(server.url(), LOCAL._replace(max_bytes=1_000_000))


def test_packed_answers_are_unpacked_though_none_was_asked_for(serve: Serve) -> None:
    raw = zlib.compressobj(wbits=-15)
    for coding, packed in (
        ("gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw.compress(PAGE) + raw.flush()),
    ):
        server = serve(plain(packed, f"Content-Encoding: {coding}"))
        assert fetch(server.url(), LOCAL).content == PAGE


@pytest.mark.parametrize(
    ("packed", "coding", "told"),
    [
        (gzip.compress(PAGE * 99)[:-9], "gzip", "cut off"),
        (b"no gzip at all", "gzip", "cut off"),
        (b"", "gzip", "cut off"),
        (b"x", "br", "packed as 'br'"),
        (b"x", "gzip, gzip", "packed as 'gzip, gzip'"),
    ],
)
def test_packed_answers_that_cannot_be_unpacked_are_told(
    serve: Serve, packed: bytes, coding: str, told: str
) -> None:
    with pytest.raises(Unreachable, match=told):
        fetch(serve(plain(packed, f"Content-Encoding: {coding}")).url(), LOCAL)


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_trickle_ends_at_the_time_limit(serve: Serve, where: str) -> None:
    stop = threading.Event()

    def trickle(connection: socket.socket, _: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if where == "body" else b"X: "))
        while not stop.wait(0.05):
            connection.sendall(b"x")

    server = serve(trickle)
    with pytest.raises(Unreachable, match=r"over 0\.7 seconds"):
        fetch(server.url(), LOCAL._replace(seconds=0.7))
    stop.set()


def test_silence_ends_at_the_time_limit_and_can_be_cancelled(serve: Serve) -> None:
    stop = threading.Event()
    server = serve(lambda _connection, _path: bool(stop.wait(20)) and None)
    with pytest.raises(Unreachable, match="which is the limit"):
        fetch(server.url(), LOCAL._replace(seconds=0.6))
    with pytest.raises(Cancelled):
        fetch(server.url(), LOCAL, cancelled=lambda: len(server.requests) > 1)
    stop.set()


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"f" * 300 + b"\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 7\r\n\r\nabcdefg",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\nabc",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 400_000 + b"\r\n\r\nabc",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\0\0\0",
        b"",
    ],
)
def test_a_broken_answer_is_told_in_plain_words(serve: Serve, raw: bytes) -> None:
    server = serve(lambda connection, _: connection.sendall(raw))
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 (gave an answer that is broken|broke)"):
        fetch(server.url(), LOCAL)


def test_an_endless_run_of_interim_answers_ends(serve: Serve) -> None:
    def interim(connection: socket.socket, _: str) -> None:
        while True:
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")

    with pytest.raises(Unreachable):
        fetch(serve(interim).url(), LOCAL._replace(seconds=0.6))


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("404 Not Found", r"nothing at this address \(404 Not Found\)"),
        ("403 Forbidden", "does not let programs"),
        ("401 Unauthorized", "asks for a user's name and password"),
        ("429 Too Many Requests", r"asked too often .* Try again later"),
        ("503 Service Unavailable", "has a fault of its own"),
        ("204 No Content", "brought no document"),
        ("304 Not Modified", "brought no document"),
        ("302 Found", "brought no document"),
        ("999 Odd", r"\(999\)"),
    ],
)
def test_refusals_are_told_in_plain_words(serve: Serve, status: str, told: str) -> None:
    def answer(connection: socket.socket, _: str) -> None:
        connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

    with pytest.raises(Unreachable, match=told):
        fetch(serve(answer).url(), LOCAL)


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    with pytest.raises(Unreachable, match="does not answer"):
        fetch(f"http://127.0.0.1:{port}/", LOCAL)


def secure(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA, tmp_path: Path) -> Reach:
    roots = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(str(roots))
    return Reach(may_reach=local, resolve=lambda *_: ["127.0.0.1"], roots=str(roots))


def test_the_certificate_is_checked_for_the_name_though_the_connection_goes_to_a_number(
    serve: Serve, authority: trustme.CA, trusting: Reach
) -> None:
    server = serve(plain(PAGE), secure(authority.issue_cert("city.example")))
    found = fetch(server.url(host="city.example", scheme="https"), trusting)
    assert found.content == PAGE
    with pytest.raises(Unreachable, match=r"certificate of other\.example is for another site"):
        fetch(server.url(host="other.example", scheme="https"), trusting)


def test_a_certificate_that_nobody_vouches_for_is_told(
    serve: Serve, authority: trustme.CA, trusting: Reach
) -> None:
    server = serve(plain(PAGE), secure(authority.issue_cert("city.example")))
    with pytest.raises(Unreachable, match="whom nobody vouches for, so nothing was fetched"):
        fetch(server.url(host="city.example", scheme="https"), trusting._replace(roots=""))
    assert server.requests == []


def test_a_certificate_that_has_run_out_is_told(
    serve: Serve, authority: trustme.CA, trusting: Reach
) -> None:
    old = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    certificate = authority.issue_cert("city.example", not_before=old, not_after=old)
    server = serve(plain(PAGE), secure(certificate))
    with pytest.raises(Unreachable, match="has run out"):
        fetch(server.url(host="city.example", scheme="https"), trusting)


def test_a_server_that_speaks_no_tls_is_told(serve: Serve, trusting: Reach) -> None:
    server = serve(plain(PAGE))
    with pytest.raises(Unreachable, match=r"No encrypted connection|broke|does not answer"):
        fetch(server.url(host="city.example", scheme="https"), trusting._replace(seconds=2.0))


def test_a_step_down_to_http_is_warned_of(
    serve: Serve, authority: trustme.CA, trusting: Reach
) -> None:
    page = serve(plain(PAGE))
    server = serve(
        leading(lambda _: page.url(host="city.example")),
        secure(authority.issue_cert("city.example")),
    )
    found = fetch(server.url(host="city.example", scheme="https"), trusting)
    assert found.warnings == ("The site led to an address without encryption (http).",)


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/", ["Content-Type: text/html"], "127.0.0.1.html"),
        ("/a/report.php?id=7", ["Content-Type: text/html"], "report.php.html"),
        ("/download", ["Content-Type: application/pdf"], "download.pdf"),
        ("/plan.pdf", ["Content-Type: application/octet-stream"], "plan.pdf"),
        ("/notes.txt", ["Content-Type: text/plain"], "notes.txt"),
        (
            "/x",
            ['Content-Disposition: attachment; filename="../../etc/Plan 2030.pdf"'],
            "Plan 2030.pdf",
        ),
        ("/x", ["Content-Disposition: attachment; filename=..\\..\\boot.ini"], "boot.ini"),
        ("/x", ["Content-Disposition: attachment; filename*=UTF-8''%C3%81gua.pdf"], "Água.pdf"),
        ("/x", ["Content-Disposition: attachment; filename*=bogus''%FF.pdf"], "ÿ.pdf"),
        ("/%2e%2e%2f%2e%2e%2fpasswd", [], "passwd"),
        ("/a%00%0a%E2%80%AEfdp.exe", [], "a fdp.exe"),
    ],
)
def test_the_name_is_the_sites_or_the_addresss_without_folders(
    serve: Serve, path: str, headers: list[str], name: str
) -> None:
    assert fetch(serve(plain(PAGE, *headers)).url(path), LOCAL).name == name


def test_a_long_name_keeps_its_ending(serve: Serve) -> None:
    name = fetch(serve(plain(PAGE)).url(f"/{'a' * 300}.pdf"), LOCAL).name
    assert len(name) == 120
    assert name.endswith("a.pdf")


def test_a_page_in_place_of_a_pdf_is_read_as_a_page_and_said(serve: Serve) -> None:
    found = fetch(serve(plain(PAGE, "Content-Type: text/html")).url("/plan.pdf"), LOCAL)
    assert found.name == "plan.pdf.html"
    assert found.warnings == ("The address ends in .pdf, but the site sent a web page.",)


def test_an_encoding_that_only_the_header_tells_is_kept(serve: Serve) -> None:
    page = "<p>Городской совет".encode("koi8-r")
    server = serve(plain(page, "Content-Type: text/html; charset=KOI8-R"))
    assert fetch(server.url(), LOCAL).content == "<p>Городской совет".encode("utf-8-sig")
    wrong = serve(plain(page, "Content-Type: text/html; charset=no-such"))
    assert fetch(wrong.url(), LOCAL).content == page


def test_every_refusal_is_of_the_one_family() -> None:
    for address in (
        "x",
        "http://127.0.0.1",
        "ftp://x",
        "http://[",
        "https://\ud800.org",
        "h\0ttp://x",
    ):
        with pytest.raises(CitygraftError):
            fetch(address, Reach(resolve=lambda *_: ["10.0.0.1"]))
