import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.access.accounts import Accounts
from api.access.passwords import matches
from api.access.roles import Role
from api.access.tables import AccessFile
from api.server import check_administered
from assistant.settings import Settings, settings
from corpus.errors import BadSetting
from tests.api.access.people import PASSWORD, ROOT

CITYGRAFT = Path(sys.executable).parent / "citygraft"


def ran(home: Path, *words: str, typed: str = "", status: int = 0) -> str:
    """What a command prints, of both kinds."""
    done = subprocess.run(
        [str(CITYGRAFT), *words],
        env={**os.environ, "CITYGRAFT_HOME": str(home), "PATH": ""},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_accounts_are_made_changed_and_listed(tmp_path: Path) -> None:
    assert "No accounts yet" in ran(tmp_path, "accounts", "list")
    ran(tmp_path, "accounts", "add", "Ada Root", "--role", "admin", typed=PASSWORD + "\n")
    ran(tmp_path, "accounts", "add", "Bo", typed=PASSWORD + "\n")
    assert "last administrator" in ran(tmp_path, "accounts", "disable", "ada root", status=1)
    ran(tmp_path, "accounts", "role", "Bo", "facilitator")
    ran(tmp_path, "accounts", "disable", "Bo")
    held = json.loads(ran(tmp_path, "accounts", "list", "--json"))
    assert held == [
        {"name": "Ada Root", "role": "admin", "disabled": False},
        {"name": "Bo", "role": "facilitator", "disabled": True},
    ]
    ran(tmp_path, "accounts", "enable", "Bo")
    ran(tmp_path, "accounts", "password", "Bo", typed="another orbit under ferns\n")
    with AccessFile(tmp_path).reading() as cursor:
        rows = cursor.execute("SELECT hash FROM accounts ORDER BY account_id").fetchall()
    assert matches(rows[0][0], PASSWORD)
    assert matches(rows[1][0], "another orbit under ferns")
    log = ran(tmp_path, "audit")
    assert log.count("(command line)") == 6
    assert "password reset  Bo" in log


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("add", "Bo", "--role", "king"), PASSWORD, "is no role"),
        (("add", "Bo", "--role", "visitor"), PASSWORD, "is no role"),
        (("add", "Bo"), "short", "12 to 200"),
        (("add", "Bo"), "", "12 to 200"),
        (("role", "Nobody", "admin"), "", "no account 'Nobody'"),
        (("password", "Nobody"), PASSWORD, "no account 'Nobody'"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, words: tuple[str, ...], typed: str, told: str
) -> None:
    assert told in ran(tmp_path, "accounts", *words, typed=typed, status=1)


def test_keys_are_made_listed_and_revoked(tmp_path: Path) -> None:
    ran(tmp_path, "accounts", "add", "Bo", typed=PASSWORD)
    made = ran(tmp_path, "keys", "add", "Bo", "--for", "our chat")
    assert made.startswith("cg_")
    assert "our chat" in ran(tmp_path, "keys", "list", "Bo")
    assert "may do what its account may" in ran(
        tmp_path, "keys", "add", "Bo", "--for", "x", "--scope", "edit", status=1
    )
    ran(tmp_path, "keys", "revoke", "Bo", "1")
    assert "revoked" in ran(tmp_path, "keys", "list", "Bo")
    assert "no key 7" in ran(tmp_path, "keys", "revoke", "Bo", "7", status=1)


def test_collections_are_made_changed_and_given_members(tmp_path: Path) -> None:
    ran(tmp_path, "accounts", "add", "Bo", typed=PASSWORD)
    ran(tmp_path, "collections", "add", "harbour")
    assert "Bo" in ran(tmp_path, "collections", "members", "harbour", "--add", "bo")
    held = json.loads(ran(tmp_path, "collections", "list", "--json"))
    assert held == [
        {"id": "case_studies", "visibility": "public", "members": []},
        {"id": "your_documents", "visibility": "members", "members": []},
        {"id": "harbour", "visibility": "private", "members": ["Bo"]},
    ]
    ran(tmp_path, "collections", "set", "harbour", "--visibility", "members")
    ran(tmp_path, "collections", "members", "harbour", "--remove", "Bo")
    assert "members  harbour\n" in ran(tmp_path, "collections", "list")
    assert "are public" in ran(
        tmp_path, "collections", "set", "case_studies", "--visibility", "private", status=1
    )


@pytest.mark.parametrize(
    "chosen", [{"host": "0.0.0.0"}, {"address": "https://city.example.org"}, {"host": "::"}]
)
def test_a_server_for_others_starts_only_where_somebody_gives_accounts(
    tmp_path: Path, chosen: dict[str, str]
) -> None:
    wanted = Settings(tmp_path, tmp_path / "models")._replace(**chosen)  # type: ignore[arg-type]
    with pytest.raises(BadSetting, match="citygraft accounts add NAME --role admin"):
        check_administered(wanted)
    accounts = Accounts(AccessFile(tmp_path))
    accounts.add(ROOT, "Bo", Role.FACILITATOR, PASSWORD)
    with pytest.raises(BadSetting):
        check_administered(wanted)
    accounts.set_role(ROOT, "Bo", Role.ADMIN)
    check_administered(wanted)


def test_a_server_for_one_person_starts_without_accounts_and_another_is_refused_at_once(
    tmp_path: Path,
) -> None:
    check_administered(Settings(tmp_path, tmp_path / "models"))
    told = ran(tmp_path, "serve", "--host", "0.0.0.0", status=1)
    assert "citygraft accounts add NAME --role admin" in told
    assert not (tmp_path / "store.sqlite").exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://city.example.org", "https://city.example.org"),
        ("HTTPS://City.Example.org/", "https://city.example.org"),
        ("http://10.0.0.7:8080", "http://10.0.0.7:8080"),
        ("http://[fd00::7]:8080", "http://[fd00::7]:8080"),
    ],
)
def test_an_address_is_scheme_host_and_port(given: str, kept: str) -> None:
    assert settings({"CITYGRAFT_ADDRESS": given}).address == kept


@pytest.mark.parametrize(
    "given",
    ["city.example.org", "ftp://x.org", "https://", "https://x.org/path", "https://x.org?q", "https://a@x.org",
     "https://x.org:0", "https://x.org:70000", "https://x.org:", "https://x y", "//x.org"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(BadSetting, match="CITYGRAFT_ADDRESS"):
        settings({"CITYGRAFT_ADDRESS": given})
