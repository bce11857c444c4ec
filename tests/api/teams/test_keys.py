"""Keys are fetched when they are needed, then once a day beside what is done, and never more than once a minute."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI, Response
from starlette.exceptions import HTTPException

from api.teams.keys import KEEP, MAX_BYTES, MOST, PAUSE, Key, Keys
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


def test_a_key_that_is_withdrawn_counts_no_longer_than_the_next_fetch(stand_in: Microsoft) -> None:
    async def withdrawn() -> list[Key | None]:
        clock = Clock()
        keys = keys_of(stand_in, clock)
        first = await keys.key("own")
        clock.now += KEEP + 1
        del stand_in.endorsed["own"]
        stale = await keys.key("own")  # which has the keys fetched beside it
        async with asyncio.timeout(60):
            while len(stand_in.fetched) < 4:  # noqa: ASYNC110 - it happens in another thread
                await asyncio.sleep(0.02)
        other = await keys.key("made-up")  # which waits until they are there
        return [first, stale, other, await keys.key("own")]

    stand_in.endorsed["own"] = ["msteams"]
    first, stale, other, last = asyncio.run(withdrawn())
    assert first is not None
    assert stale is first
    assert (other, last) == (None, None)
    assert len(stand_in.fetched) == 4


def test_nobody_waits_for_keys_that_are_a_day_old_while_microsoft_hangs(
    stand_in: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    clock, hangs, goes_on = Clock(), threading.Event(), threading.Event()

    def answer() -> Response:
        if hangs.is_set():
            goes_on.wait(60)
        return _answer({"jwks_uri": f"{stand_in.http}/v1/.well-known/keys"})

    async def used() -> None:
        with _sending(answer) as at:
            keys = Keys(f"{at}/openid", clock)
            found = await keys.key("one")
            hangs.set()
            clock.now += KEEP + 1
            many = await asyncio.gather(*(keys.key("one") for _ in range(5)))
            given_up = [one.getMessage() for one in caplog.records]
            await keys.close()
            goes_on.set()
        assert found is not None
        assert set(many) == {found}
        assert not given_up, "the fetch goes on beside them"

    asyncio.run(used())


def test_known_keys_count_on_while_they_cannot_be_fetched_for_some_days_only(
    stand_in: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    async def used() -> None:
        clock = Clock()
        with _sending(lambda: _answer({"jwks_uri": f"{stand_in.http}/v1/.well-known/keys"})) as at:
            keys = Keys(f"{at}/openid", clock)
            found = await keys.key("one")
        assert found is not None
        clock.now += MOST - 1
        assert await keys.key("one") is found
        assert await keys.key("made-up") is None  # once the fetch has failed
        assert "could not be fetched: ClientConnectorError" in caplog.text
        assert await keys.key("one") is found
        clock.now += PAUSE + 2
        with pytest.raises(HTTPException, match="503"):
            await keys.key("one")

    asyncio.run(used())


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
