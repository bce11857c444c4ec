"""What the tests of Teams share: Microsoft's side, whose login is trusted, and a small bot connected to it."""

from collections.abc import Iterator

import pytest

from api.access.tables import AccessFile
from api.chat.conversations import Conversations
from assistant.assistant import Assistant
from index.library import Library
from tests.api.own_cases import held
from tests.api.teams.conversation import Talk, chatting
from tests.api.teams.stand_in import Microsoft, microsoft


@pytest.fixture(scope="session", name="tenant")
def _tenant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Microsoft]:
    with (
        microsoft(tmp_path_factory.mktemp("teams")) as (teams, authority),
        pytest.MonkeyPatch.context() as environment,
    ):
        environment.setenv("REQUESTS_CA_BUNDLE", str(authority))
        yield teams


@pytest.fixture
def stand_in(tenant: Microsoft) -> Iterator[Microsoft]:
    """Microsoft's side, as if nothing had happened yet."""
    for told in (tenant.sent, tenant.refused, tenant.answers, tenant.signs, tenant.fetched):
        told.clear()
    tenant.logins, tenant.hangs = 0, False
    yield tenant
    assert not tenant.refused


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return held(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session", name="conversations")
def _conversations(small: Library) -> Conversations:
    return Conversations(Assistant(small), AccessFile(small.home))


@pytest.fixture
def talk(conversations: Conversations, stand_in: Microsoft) -> Iterator[Talk]:
    """A server of this test's own, at whose end everything has been said."""
    with chatting(stand_in, conversations) as started:
        yield started
