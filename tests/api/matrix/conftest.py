"""What the tests of Matrix share: a real homeserver, people on it, a small library, and the bot."""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI

from api.matrix.bot import answering
from assistant.connections import Matrix
from bench.serving import free_port
from tests.api.access.people import served
from tests.api.matrix.person import Person
from tests.api.matrix.synapse import Synapse, synapse
from tests.api.own_cases import held

BASE = "https://citygraft.example.org"

_numbers = itertools.count(1)

Account = Callable[..., Matrix]
"""A new account for a bot."""

Running = Callable[[FastAPI, Matrix], contextlib.AbstractContextManager[None]]
"""A bot over the conversations of a server, while a block lasts."""


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    with synapse(tmp_path_factory.mktemp("synapse"), free_port()) as started:
        yield started


class People:
    """Makes people; each test has its own, so that none finds anything of another."""

    def __init__(self) -> None:
        self._made: list[Person] = []

    def person(self, homeserver: Synapse, name: str) -> Person:
        made = Person(homeserver.address, *homeserver.register(f"{name}{next(_numbers)}"))
        self._made.append(made)
        return made

    def close(self) -> None:
        for made in self._made:
            made.close()


@pytest.fixture
def people() -> Iterator[People]:
    made = People()
    yield made
    made.close()


@pytest.fixture
def alice(people: People, homeserver: Synapse) -> Person:
    return people.person(homeserver, "alice")


@pytest.fixture
def bob(people: People, homeserver: Synapse) -> Person:
    return people.person(homeserver, "bob")


@pytest.fixture
def account(homeserver: Synapse) -> Matrix:
    user, token = homeserver.register(f"citygraft{next(_numbers)}")
    return Matrix(homeserver.address, user, token)


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    """A server that nobody runs; its conversations are those of the bot."""
    return served(held(tmp_path / "home"))


@contextlib.contextmanager
def running(app: FastAPI, account: Matrix) -> Iterator[None]:
    """The bot, while the block lasts."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(answering(app.state.conversations, account, BASE)),
    ):
        yield


@pytest.fixture
def bot(app: FastAPI, account: Matrix) -> Iterator[Matrix]:
    """A bot that runs; its account."""
    with running(app, account):
        yield account
