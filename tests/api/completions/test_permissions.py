from collections.abc import Iterator
from typing import NamedTuple

import httpx2
import openai
import pytest

from api.access.account import Account
from api.access.keys import Keys
from api.access.roles import Role
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import ROOT, file_of, person, private, served
from tests.api.completions.serving import TIMEOUT, asking, posted, running, said, stock

MARK = "quillvex"
PLAN = f"""# The {MARK} plan for Kumasi

Before the scheme, household waste in Kumasi, Ghana, went to a {MARK} landfill that was full.
The council closed the landfill in 2015 and opened a waste sorting plant with the pickers.
"""
QUESTION = f"household waste landfill {MARK} sorting plant"


class Guarded(NamedTuple):
    """A server on which people sign in, with a document that only Ada sees."""

    address: str
    ada: str
    ben: str


@pytest.fixture(scope="module", name="guarded")
def _guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    app = served(Library(tmp_path_factory.mktemp("guarded") / "home", HashingEmbedder()))
    ada, ben = person(app, "Ada", Role.FACILITATOR), person(app, "Ben", Role.ADMIN)
    private(app, "plans", ada)

    def key(account: Account, scope: str) -> str:
        return Keys(file_of(app)).make(ROOT, account, f"to {scope}", scope)[1]

    with running(app) as address:
        headers = {"authorization": f"Bearer {key(ada, 'edit')}"}
        sent = httpx2.post(
            f"{address}/api/v1/documents",
            data={"collection": "plans"},
            files={"files": ("plan.md", PLAN)},
            headers=headers,
            timeout=TIMEOUT,
        )
        assert sent.status_code == 202, sent.text
        httpx2.get(f"{address}{sent.headers['location']}/events", headers=headers, timeout=TIMEOUT)
        yield Guarded(address, key(ada, "read"), key(ben, "read"))


def answer(guarded: Guarded, key: str, *texts: str) -> str:
    """What somebody is told, whole and in a stream, by the stock client."""
    with stock(guarded.address, key) as client:
        whole = client.chat.completions.create(**asking(*texts)).choices[0].message.content
        chunks = client.chat.completions.create(**asking(*texts), stream=True)
        assert whole == "".join(c.choices[0].delta.content or "" for c in chunks)
    return whole or ""


def test_an_answer_has_what_its_asker_may_see(guarded: Guarded) -> None:
    told = answer(guarded, guarded.ada, QUESTION)
    assert f"{MARK} landfill" in told
    assert "your document" in told


def test_it_has_nothing_of_what_others_see_administrators_included(guarded: Guarded) -> None:
    told = answer(guarded, guarded.ben, QUESTION)
    assert told
    assert f"{MARK} landfill" not in told
    assert f"The {MARK} plan" not in told


def test_who_brings_no_key_sees_what_is_public(guarded: Guarded) -> None:
    told = said(posted(guarded.address, asking(QUESTION)))
    assert f"The {MARK} plan" not in told


def test_a_history_that_speaks_of_a_hidden_answer_shows_none_of_it(guarded: Guarded) -> None:
    for follow_up in ("what did it cost?", "tell me more about 1", "sources of 1", "👍 1"):
        told = answer(guarded, guarded.ben, QUESTION, follow_up)
        assert "landfill" not in told.replace(QUESTION, "")
        assert "Kumasi" not in told


@pytest.mark.parametrize("key", ["any", "cg_nothing", "sk-" + "x" * 400])
def test_a_key_that_does_not_count_is_told_in_the_client_s_own_error(
    guarded: Guarded, key: str
) -> None:
    with stock(guarded.address, key) as client:
        for ask in (client.models.list, lambda: client.chat.completions.create(**asking("flood"))):
            with pytest.raises(openai.AuthenticationError) as told:
                ask()
            assert told.value.code == "invalid_api_key"
            assert "page Account" in told.value.message
            assert told.value.response.headers["www-authenticate"].startswith("Bearer")


def test_another_kind_of_header_is_refused_in_the_same_shape(guarded: Guarded) -> None:
    response = posted(guarded.address, asking("flood"), authorization="Basic YTpi")
    assert (response.status_code, response.json()["error"]["code"]) == (401, "invalid_api_key")


def test_on_one_s_own_machine_any_key_works_and_none(address: str) -> None:
    for headers in ({}, {"authorization": "Bearer anything"}, {"authorization": "Basic YTpi"}):
        assert said(posted(address, asking("congestion charge"), **headers))


def test_a_proxy_before_one_s_own_machine_is_refused_in_the_same_shape(address: str) -> None:
    response = posted(address, asking("flood"), **{"x-forwarded-for": "203.0.113.7"})
    assert (response.status_code, response.json()["error"]["code"]) == (403, "forbidden")
    assert "CITYGRAFT_ADDRESS" in response.json()["error"]["message"]
