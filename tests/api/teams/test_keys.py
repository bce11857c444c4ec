"""Keys are fetched when they are needed, kept for a day, and never more than once a minute."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI, Response
from starlette.exceptions import HTTPException

from api.teams.keys import KEEP, MAX_BYTES, PAUSE, Key, Keys
from tests.api.teams.stand_in import Microsoft, serving


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def keys_of(stand_in: Microsoft, clock: Callable[[], float]) -> Keys:
    return Keys(stand_in.teams().cloud.openid, clock)


def asked(keys: Keys, *kids: str) -> list[Key | None]:
    async def all_at_once() -> list[Key | None]:
        return await asyncio.gather(*map(keys.key, kids))

    return asyncio.run(all_at_once())


def test_keys_are_fetched_once_for_many_who_ask_at_once(stand_in: Microsoft) -> None:
    keys = keys_of(stand_in, Clock())
    assert not stand_in.fetched
    one, two, *again = asked(keys, "one", "two", *["one"] * 20)
    assert one is not None
    assert two is not None
    assert one.endorsements == {"msteams", "webchat"}
    assert two.endorsements == {"directline"}
    assert set(again) == {one}
    assert stand_in.fetched == ["openid", "keys"]


def test_ids_that_are_made_up_cause_no_traffic(stand_in: Microsoft) -> None:
    clock = Clock()
    keys = keys_of(stand_in, clock)
    assert asked(keys, *(f"made-up-{number}" for number in range(50))) == [None] * 50
    assert len(stand_in.fetched) == 2
    clock.now += PAUSE + 1
    assert asked(keys, "made-up") == [None]
    assert len(stand_in.fetched) == 4


def test_a_key_that_is_published_later_is_found(stand_in: Microsoft) -> None:
    clock = Clock()
    keys = keys_of(stand_in, clock)
    assert asked(keys, "own") == [None]
    stand_in.endorsed["own"] = ["msteams"]
    clock.now += PAUSE + 1
    (found,) = asked(keys, "own")
    del stand_in.endorsed["own"]
    assert found is not None
    clock.now += KEEP + 1
    assert asked(keys, "own") == [None], "and one that is withdrawn counts a day at most"


def test_known_keys_count_on_while_they_cannot_be_fetched(
    stand_in: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    with _sending(lambda: _answer({"jwks_uri": f"{stand_in.http}/v1/.well-known/keys"})) as at:
        keys = Keys(f"{at}/openid", clock)
        (found,) = asked(keys, "one")
    clock.now += KEEP + 1
    assert asked(keys, "one") == [found]
    assert "could not be fetched" in caplog.text


def _answer(told: object) -> Response:
    return Response(json.dumps(told), media_type="application/json")


@contextmanager
def _sending(answer: Callable[[], Response]) -> Iterator[str]:
    app = FastAPI()
    app.add_api_route("/openid", answer)
    with serving(app) as address:
        yield address


@pytest.mark.parametrize(
    "answer",
    [
        lambda: _answer({}),
        lambda: _answer([]),
        lambda: _answer({"jwks_uri": "file:///etc/passwd"}),
        lambda: _answer({"jwks_uri": 7}),
        lambda: Response("no JSON"),
        lambda: Response(status_code=500),
        lambda: Response(status_code=302, headers={"Location": "http://127.0.0.1:1/"}),
        lambda: Response(b"[" + b" " * MAX_BYTES + b"]"),
    ],
)
def test_what_is_no_description_of_keys_is_said_to_be_unavailable(
    answer: Callable[[], Response], caplog: pytest.LogCaptureFixture
) -> None:
    with _sending(answer) as address, pytest.raises(HTTPException) as refused:
        asked(Keys(f"{address}/openid", Clock()), "one")
    assert refused.value.status_code == 503
    assert "could not be fetched" in caplog.text


def test_without_a_network_messages_are_refused_until_there_is_one() -> None:
    with pytest.raises(HTTPException, match="503"):
        asked(Keys("http://127.0.0.1:9/openid", Clock()), "one")
