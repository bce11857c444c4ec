"""What tests of Slack share: a stand-in of it, a small library, and a server of ours between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from bench.serving import copied
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.own_cases import held
from tests.api.slack.sending import Server, serving, settings
from tests.api.slack.stand_in import StandIn, slack


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with slack() as running:
        yield running


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return held(tmp_path_factory.mktemp("slack") / "home").home


@pytest.fixture
def cases(kept: Path, tmp_path: Path) -> Library:
    return Library(copied(kept, tmp_path / "cases"), HashingEmbedder())


@pytest.fixture
def server(stand_in: StandIn, cases: Library) -> Iterator[Server]:
    with serving(Assistant(cases), settings(stand_in)) as running:
        yield running
