import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AddressRefused
from ingest.web.address import is_public, parse_address


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "127.255.0.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1"),
        *("fec0::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::10.0.0.1"),
        *("64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:db8::1", "100::1"),
        "2001:0:7f00:1::",
    ],
)
def test_ranges_that_are_not_public_may_not_be_reached(ip: str) -> None:
    assert not is_public(ip, 443)


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_public_addresses_may_be_reached_on_the_ports_of_the_web_alone(ip: str) -> None:
    assert is_public(ip, 443)
    assert is_public(ip, 80)
    assert not is_public(ip, 22)
    assert not is_public(ip, 6379)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("example.org", "https://example.org/"),
        (" example.org/a b ", "https://example.org/a%20b"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("HTTP://Example.ORG:80/A?b=c&d=%20#part", "http://example.org/A?b=c&d=%20"),
        ("https://città.example/è", "https://xn--citt-3na.example/%C3%A8"),
        ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_addresses_are_completed_as_a_browser_does(text: str, whole: str) -> None:
    assert str(parse_address(text)) == whole


ODD = st.text(st.sampled_from("htps:/.@#?%[]\\ \t\n0127x:-_aé。\u202e\0~localhost")) | st.text()


@given(ODD | ODD.map("http://{}".format), st.none() | st.just("https://example.org/a/b?c"))
def test_any_text_is_an_address_or_refused(text: str, base: str | None) -> None:
    try:
        found = parse_address(text, parse_address(base) if base else None)
    except AddressRefused:
        return
    assert found.scheme in {"http", "https"}
    assert not set(found.host) & set(" @/\\?#%\r\n\0")
    assert found.target.startswith("/")
    assert str(found).isascii()
    assert str(found).isprintable()
    assert parse_address(str(found)) == found
