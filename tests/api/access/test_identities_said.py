"""What people write to say who they are, in every chat tool: codes, "disconnect", "who am I"."""

import subprocess
import sys

import pytest
from fastapi import FastAPI

from api.access.accounts import Accounts
from api.access.attempts import BY_NAME, BY_PERSON, BY_SURFACE
from api.access.codes import Codes
from api.access.identities import SURFACES, Identities
from api.access.roles import Role
from api.access.signing_in import sign_in
from api.chat.base import Asked, Kind, Reply
from api.chat.connecting import ALONE, HOW, NO_PERSON, VOIDED, WRONG
from api.chat.surfaces import NAMES
from index.library import Library
from tests.api.access.people import PASSWORD, ROOT, file_of, person, served
from tests.api.access.three import connected, wrote

every_surface = pytest.mark.parametrize("surface", NAMES)


@pytest.fixture(name="app")
def _app(library: Library) -> FastAPI:
    return served(library)


def code(app: FastAPI, name: str = "Ama") -> str:
    return Codes(file_of(app)).make(ROOT, Accounts(file_of(app)).get(name)).code


def said(
    app: FastAPI, text: str, who: str = "U1", *, surface: str = "slack", openly: bool = False
) -> Reply:
    return wrote(app.state.conversations, surface, who, text, openly=openly)


def is_account(app: FastAPI, who: str = "U1", surface: str = "slack") -> str:
    account = Identities(file_of(app)).account(surface, who)
    return account.name if account else ""


@every_surface
def test_a_person_connects_asks_who_they_are_and_disconnects(app: FastAPI, surface: str) -> None:
    person(app, "Ama Mensah", Role.FACILITATOR)
    stranger = said(app, "who am I", surface=surface)
    assert stranger.lines == (
        f"You are connected to no account, so I answer from what is public. {SURFACES.get(surface, surface)} calls you U1.",
        HOW,
    )
    done = said(app, f"connect {code(app, 'Ama Mensah')}", surface=surface)
    assert (done.kind, done.lines[:2]) == (
        Kind.TOLD, ("You are connected.", "To me you are Ama Mensah, facilitator."),
    )  # fmt: skip
    assert said(app, "Who am I?", surface=surface).lines == done.lines[1:]
    assert said(app, "connect", surface=surface).lines == done.lines[1:]
    assert "disconnected" in said(app, "Disconnect", surface=surface).lines[0]
    assert is_account(app, surface=surface) == ""
    assert said(app, "disconnect", surface=surface).lines == stranger.lines
    assert said(app, "connect me", surface=surface).lines == stranger.lines


@pytest.mark.parametrize(
    "text",
    ["connect {0}", "Connect {0}", "  CONNECT  {1} ", "connect: {0}", "`connect {0}`", "*connect {0}*",
     "connect “{0}”", "please connect {0} now", "connect me with {0}", "connect {2}", "connect {3}", "connect {4}."],
)  # fmt: skip
def test_a_code_is_understood_however_it_is_written(app: FastAPI, text: str) -> None:
    person(app, "Ama")
    made = code(app)
    ways = (
        made,
        made.lower(),
        made.replace("-", ""),
        made.replace("-", " "),
        made.replace("-", "–"),
    )
    said(app, text.format(*ways))
    assert is_account(app) == "Ama"


@pytest.mark.parametrize(
    "text",
    [
        "connect informal settlements to sewers", "connect villages", "Connect with-care", "connect road-rail",
        "How do we connect 20 villages by bus?", "connect 100 homes to the grid", "who am I to ask about sewers",
        "disconnect illegal water taps", "we connect waste pickers with buyers", "connect neighbourhoods",
    ],
)  # fmt: skip
def test_a_question_is_not_taken_for_a_code(app: FastAPI, text: str) -> None:
    for openly in (True, False):
        reply = said(app, text, openly=openly)
        assert not {WRONG, VOIDED, ALONE, HOW} & set(reply.lines)
    with file_of(app).reading() as cursor:
        assert cursor.execute("SELECT count(*) FROM attempts").fetchone() == (0,)


@every_surface
@pytest.mark.parametrize("text", ["connect {0}", "connect {1}", "hello bot, connect {0} please"])
def test_a_code_that_others_read_is_refused_and_counts_no_more(
    app: FastAPI, surface: str, text: str
) -> None:
    person(app, "Ama")
    made = code(app)
    told = said(app, text.format(made, made.replace("-", "")), surface=surface, openly=True)
    assert (told.kind, told.lines) == (Kind.TROUBLE, (VOIDED,))
    assert said(app, f"connect {made}", "U2", surface=surface).lines == (WRONG,)
    assert is_account(app, "U1", surface) == is_account(app, "U2", surface) == ""


def test_a_wrong_code_that_others_read_gets_the_same_words(app: FastAPI) -> None:
    person(app, "Ama")
    made = code(app)
    assert said(app, "connect 2222-2222", openly=True).lines == (VOIDED,)
    said(app, f"connect {made}")
    assert is_account(app) == "Ama"


@every_surface
@pytest.mark.parametrize("text", ["who am I", "connect", "disconnect", "whoami?"])
def test_before_others_nobody_is_named_and_nothing_changes(
    app: FastAPI, surface: str, text: str
) -> None:
    person(app, "Ama Mensah")
    connected(app, surface, "U1", "Ama Mensah")
    told = [said(app, text, who, surface=surface, openly=True).lines for who in ("U1", "U2")]
    assert told == [(ALONE,), (ALONE,)]
    assert is_account(app, "U1", surface) == "Ama Mensah"


@every_surface
def test_where_the_tool_tells_nobody_nobody_is_connected(app: FastAPI, surface: str) -> None:
    person(app, "Ama")
    made = code(app)
    for openly in (True, False):
        told = wrote(
            app.state.conversations, surface, "", f"connect {made}", openly=openly, place="p"
        )
        assert told.lines == (NO_PERSON,) if not openly else (VOIDED,)
    assert Identities(file_of(app)).all() == []


def test_an_account_that_is_shut_out_is_nobody_and_is_not_named(app: FastAPI) -> None:
    person(app, "Root", Role.ADMIN)
    person(app, "Ama")
    connected(app, "slack", "U1", "Ama")
    Accounts(file_of(app)).disable(ROOT, "Ama")
    assert "Ama" not in str(said(app, "who am I"))
    assert "no account" in said(app, "who am I").lines[0]
    assert "disconnected" in said(app, "disconnect").lines[0]
    Accounts(file_of(app)).enable(ROOT, "Ama")
    assert is_account(app) == ""


def test_who_connects_anew_is_told_who_they_are_now(app: FastAPI) -> None:
    person(app, "Ama")
    person(app, "Ben")
    said(app, f"connect {code(app)}")
    assert "To me you are Ben, reader." in said(app, f"connect {code(app, 'Ben')}").lines
    assert is_account(app) == "Ben"


def test_too_many_codes_of_a_person_are_not_looked_at_for_a_while(app: FastAPI) -> None:
    person(app, "Ama")
    made = code(app)
    for number in range(BY_PERSON):
        assert said(app, f"connect 222{number + 2}-2222").lines == (WRONG,)
    told = said(app, f"connect {made}")
    assert (told.kind, is_account(app)) == (Kind.TROUBLE, "")
    assert "Wait 15 minutes" in told.lines[0]
    said(app, f"connect {made}", "U2")  # others are not held up, and the code still counts
    assert is_account(app, "U2") == "Ama"
    with file_of(app).changing() as cursor:
        cursor.execute("UPDATE attempts SET moment = moment - 900")
    said(app, f"connect {code(app)}")
    assert is_account(app) == "Ama"


def test_right_codes_do_not_buy_more_attempts(app: FastAPI) -> None:
    person(app, "Ama")
    for _ in range(BY_PERSON - 1):
        said(app, "connect 2222-2222")
    said(app, f"connect {code(app)}")
    assert is_account(app) == "Ama"
    assert "Too many codes" in said(app, f"connect {code(app)}").lines[0]


def test_too_many_codes_of_one_chat_tool_hold_up_that_one_alone(app: FastAPI) -> None:
    person(app, "Ama")
    for number in range(BY_SURFACE):
        said(app, "connect 2222-2222", f"made up {number}", surface="matrix")
    assert "Too many codes" in said(app, f"connect {code(app)}", "new", surface="matrix").lines[0]
    assert "You are connected." in said(app, f"connect {code(app)}", surface="slack").lines


def test_attempts_in_chat_do_not_keep_anybody_from_signing_in(app: FastAPI) -> None:
    person(app, "Ama")
    for _ in range(BY_PERSON + BY_NAME):
        said(app, "connect 2222-2222", "Ama")
        said(app, "connect 2222-2222", "ama")
    assert sign_in(file_of(app), ROOT, "Ama", PASSWORD, "a browser") is not None


def test_the_log_tells_of_codes_and_never_has_them(app: FastAPI) -> None:
    person(app, "Ama")
    made, other = code(app), "2345-6789"
    said(app, f"connect {other}")
    said(app, f"connect {made}")
    said(app, "disconnect")
    shown = code(app)
    said(app, f"connect {shown}", openly=True)
    with file_of(app).reading() as cursor:
        rows = cursor.execute(
            "SELECT who, deed, about, address FROM deeds WHERE deed LIKE 'chat%'"
        ).fetchall()
    assert rows == [
        ("test", "chat code made", "Ama", ""),
        ("", "chat code refused", "slack U1", "slack"),
        ("Ama", "chat connected", "Ama: slack U1", "slack"),
        ("Ama", "chat disconnected", "Ama: slack U1", "slack"),
        ("test", "chat code made", "Ama", ""),
        ("", "chat code voided", "written where others read it: slack", "slack"),
    ]
    for one in (made, other, shown):
        assert one not in str(rows)


def test_a_message_that_is_sent_again_is_not_answered_again(app: FastAPI) -> None:
    person(app, "Ama")
    asked = Asked("slack", "alone", "", "U1", f"connect {code(app)}", open=False, event="E1")
    first, again = (app.state.conversations.reply(asked) for _ in range(2))
    assert first.lines[0] == "You are connected."
    assert again is None


def test_no_text_takes_long_to_be_looked_at_for_a_code() -> None:
    looked = """
from api.chat.base import Asked
from api.chat.connecting import said
print(said(Asked("slack", "p", "", "", "connect-" * 100_000, True), None))
"""
    done = subprocess.run(
        [sys.executable, "-c", looked], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "None"
