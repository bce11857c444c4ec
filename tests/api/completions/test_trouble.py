from pathlib import Path

import openai
import pytest

from assistant.assistant import Assistant
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.pipeline import ingest
from tests.api.completions.serving import asking, local, running, stock


@pytest.mark.parametrize("stream", [True, False])
def test_an_index_that_cannot_be_used_is_told_with_what_mends_it(
    tmp_path: Path, stream: bool
) -> None:
    (tmp_path / "drains.md").write_text("# Drains\n\nDrains were cleared in Beira.\n")
    home = tmp_path / "home"
    ingest(Library(home, HashingEmbedder()), [tmp_path / "drains.md"])
    for file in (home / "index").rglob("*"):
        if file.is_file() and file.suffix != ".lock":
            file.write_bytes(b"spoilt")
    with (
        running(local(Assistant(Library(home, HashingEmbedder())))) as address,
        stock(address) as client,
        pytest.raises(openai.InternalServerError) as told,
    ):
        client.chat.completions.create(**asking("drains"), stream=stream)
    assert (told.value.status_code, told.value.code) == (503, "service_unavailable")
    assert told.value.type == "server_error"
    assert "citygraft" in told.value.message
