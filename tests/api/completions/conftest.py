"""What these tests share: the bundled case studies found by the reference embedder, and a server over them."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from index.library import Library
from ingest.pipeline import ingest_bundled
from tests.api.completions.counting import Counting
from tests.api.completions.serving import local, running


@pytest.fixture(scope="session", name="shelf")
def _shelf(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    library = Library(tmp_path_factory.mktemp("shelf"), Counting())
    ingest_bundled(library)
    return Assistant(library)


@pytest.fixture(scope="session", name="address")
def _address(shelf: Assistant) -> Iterator[str]:
    with running(local(shelf)) as address:
        yield address


@pytest.fixture(name="finder")
def _finder(shelf: Assistant) -> Counting:
    embedder = shelf.library.embedder
    assert isinstance(embedder, Counting)
    return embedder
