"""What the tests of Teams share: Microsoft's side, whose login is trusted, and a small server connected to it."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from index.library import Library
from tests.api.own_cases import held
from tests.api.teams.conversation import Talk, talking
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
    for told in (tenant.sent, tenant.refused, tenant.answers, tenant.fetched):
        told.clear()
    tenant.logins = 0
    yield tenant
    assert not tenant.refused


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return held(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session", name="served")
def _served(tenant: Microsoft, small: Library) -> Iterator[Talk]:
    with talking(tenant, Assistant(small)) as started:
        yield started


@pytest.fixture
def talk(served: Talk, stand_in: Microsoft) -> Talk:
    """A server that Teams has sent nothing to in this test."""
    assert served.teams is stand_in
    return served
