"""The commands on people of chat tools, as an operator types them."""

import json
import re
from pathlib import Path

import pytest

from api.access.accounts import Accounts
from api.access.codes import Codes
from api.access.identities import Identities
from api.access.tables import AccessFile
from api.chat.base import Asked
from api.chat.talk import NEW, Talk
from api.chat.talks import Talks
from tests.api.access.people import PASSWORD, ROOT
from tests.api.test_access_cli import ran


def account(home: Path, name: str, *, chosen: bool = True) -> None:
    ran(home, "accounts", "add", name, typed=PASSWORD)
    accounts = Accounts(AccessFile(home))
    if chosen:
        accounts.choose(ROOT, accounts.get(name), "lantern mosaic gravel seven")


def test_people_are_connected_listed_and_disconnected(tmp_path: Path) -> None:
    account(tmp_path, "Ama Mensah")
    assert "0 connected" in ran(tmp_path, "chats", "list")
    told = ran(tmp_path, "chats", "connect", "Slack", "T1:U1", "ama mensah")
    assert "T1:U1 is 'Ama Mensah' now" in told
    assert "chosen a password" not in told
    held = json.loads(ran(tmp_path, "chats", "list", "--json").rpartition("]")[0] + "]")
    assert [(one["surface"], one["person"], one["account"]) for one in held] == [
        ("slack", "T1:U1", "Ama Mensah")
    ]
    assert "slack   T1:U1  Ama Mensah  since" in ran(tmp_path, "chats", "list")
    ran(tmp_path, "chats", "disconnect", "slack", "T1:U1")
    assert Identities(AccessFile(tmp_path)).all() == []
    log = ran(tmp_path, "audit")
    assert "(command line)  chat connected  Ama Mensah: slack T1:U1" in log
    assert "(command line)  chat disconnected  Ama Mensah: slack T1:U1" in log


def test_a_code_of_the_terminal_is_one(tmp_path: Path) -> None:
    account(tmp_path, "Ama")
    told = ran(tmp_path, "chats", "code", "ama")
    line = re.match(r"connect (\S+)\n", told)
    assert line
    assert "'Ama'" in told
    assert Codes(AccessFile(tmp_path)).redeem("matrix", "@a:x.org", line[1]) is not None


def test_an_account_that_has_not_signed_in_yet_is_told_of(tmp_path: Path) -> None:
    account(tmp_path, "Ama", chosen=False)
    assert "once they have signed in" in ran(tmp_path, "chats", "connect", "teams", "29:x", "Ama")
    assert "once they have signed in" in ran(tmp_path, "chats", "code", "Ama")
    assert Identities(AccessFile(tmp_path)).account("teams", "29:x") is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("connect", "slack", "U1", "Nobody"), "no account 'Nobody'"),
        (
            ("connect", "irc", "U1", "Ama"),
            "'irc' is no chat tool. Give one of slack, teams, matrix",
        ),
        (("connect", "terminal", "U1", "Ama"), "is no chat tool"),
        (("connect", "slack", "", "Ama"), "1 to 300 characters"),
        (("disconnect", "slack", "U1"), "Nobody of Slack with the id 'U1'"),
        (("code", "Nobody"), "no account 'Nobody'"),
        (("forget", "slack"), "Say whose conversations"),
        (("forget", "irc", "--person", "U1"), "is no chat tool"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    account(tmp_path, "Ama")
    assert told in ran(tmp_path, "chats", *words, status=1)


def test_conversations_are_forgotten_and_the_log_tells_it(tmp_path: Path) -> None:
    talks, asked = Talks(tmp_path), Asked("slack", "C1", "", "U1", "floods", open=False)
    for who in ("U1", "U2"):
        talks.keep(asked._replace(person=who), Talk(question=f"of {who}"))
    told = ran(tmp_path, "chats", "forget", "slack", "--person", "U1", "--place", "C1")
    assert "1 conversations and answers are forgotten" in told
    assert talks.talk(asked) == NEW
    assert talks.talk(asked._replace(person="U2")).question == "of U2"
    assert "0 conversations" in ran(tmp_path, "chats", "forget", "terminal", "--place", "here")
    assert "chat forgotten  slack U1 C1" in ran(tmp_path, "audit")
