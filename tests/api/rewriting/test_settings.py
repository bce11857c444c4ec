import subprocess
import sys

import pytest

from api.rewriting.endpoint import heard
from api.rewriting.prompt import Prompt
from api.rewriting.rewriter import Rewording
from assistant.connections import Rewriter
from assistant.settings import settings
from bench.serving import free_port
from corpus.errors import BadSetting

GIVEN = {"REWRITER_ADDRESS": "http://127.0.0.1:9/v1", "REWRITER_MODEL": "m"}
START = """
from api.rewriting.rewriter import Rewording
from assistant.connections import Rewriter
from corpus.errors import BadSetting
try:
    Rewording(Rewriter("http://127.0.0.1:9/v1", "m"))
except BadSetting as error:
    print(error)
"""


def read(**given: str) -> Rewriter | None:
    named = {f"CITYGRAFT_{name}": value for name, value in {**GIVEN, **given}.items()}
    return settings(named).connections.rewriter


@pytest.mark.parametrize("key", ["…", "sk-a\nb", "sk a", "ключ", "sk-\x7f"])
def test_a_key_that_no_header_carries_is_refused_and_not_told(key: str) -> None:
    with pytest.raises(BadSetting, match="CITYGRAFT_REWRITER_KEY") as refused:
        read(REWRITER_KEY=key)
    assert key not in str(refused.value)


@pytest.mark.parametrize(
    "host", ["localhost:abc", "localhost:99999", "localhost:65536", "localhost:-1", "[::1", "[x]"]
)
def test_an_address_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(BadSetting, match="CITYGRAFT_REWRITER_ADDRESS"):
        read(REWRITER_ADDRESS=f"http://{host}/v1")


def test_addresses_and_keys_that_can_be_are_taken() -> None:
    for host in ("localhost", "localhost:65535", "[::1]:8080", "модель.example"):
        rewriter = read(REWRITER_ADDRESS=f"http://{host}/v1", REWRITER_KEY="sk-!~aZ9")
        assert rewriter
        Rewording(rewriter)


@pytest.mark.parametrize(
    "rewriter",
    [Rewriter("http://mödel..x/v1", "m"), Rewriter("http://127.0.0.1:9/v1", "m", "sk-secret…")],
    ids=["a name that no look-up takes", "a key that no header carries"],
)
def test_what_no_request_can_be_made_with_is_told_at_the_start(rewriter: Rewriter) -> None:
    with pytest.raises(BadSetting, match="No request can be made") as refused:
        Rewording(rewriter)
    assert "secret" not in str(refused.value)


def test_a_file_of_certificates_that_is_not_there_is_told_at_the_start() -> None:
    told = subprocess.run(
        [sys.executable, "-c", START],
        env={"SSL_CERT_FILE": "/nowhere.pem"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert "No request can be made" in told
    assert "SSL_CERT_FILE" in told


@pytest.mark.parametrize(
    "rewriter",
    [
        Rewriter("http://mödel..x/v1", "m"),
        Rewriter("http://localhost:abc/v1", "m"),
        Rewriter("http://127.0.0.1:9/v1", "m", "sk-secret…"),
        Rewriter(f"http://127.0.0.1:{free_port()}/v1", "\udcff"),
    ],
    ids=["name", "port", "key", "model"],
)
def test_what_goes_wrong_after_the_start_is_a_reason_and_no_error(rewriter: Rewriter) -> None:
    said = heard(rewriter, Prompt("rules", "material"))
    assert said.text == ""
    assert said.fault.startswith("it could not be asked")
    assert "secret" not in said.fault
