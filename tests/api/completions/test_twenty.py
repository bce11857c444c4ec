from collections.abc import Iterator
from pathlib import Path

import pytest
from openai.types.chat import ChatCompletionMessageParam

from assistant.assistant import Assistant
from assistant.feedback import Feedback
from bench.serving import copied
from index.library import Library
from index.onnx import OnnxEmbedder
from tests.api.chat.twenty import TURNS, held
from tests.api.completions.serving import local, running, stock

GOLDEN = Path(__file__).parent / "golden" / "twenty.md"


@pytest.fixture(scope="module", name="here")
def _here(
    bundled_home: Path, onnx: OnnxEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Assistant, str]]:
    """An assistant over a data folder of its own, since what people say of answers is kept in it; and its server."""
    home = copied(bundled_home, tmp_path_factory.mktemp("twenty") / "home")
    assistant = Assistant(Library(home, onnx))
    with running(local(assistant)) as address:
        yield assistant, address


def test_the_golden_conversation_by_the_stock_client(here: tuple[Assistant, str]) -> None:
    assistant, address = here
    messages: list[ChatCompletionMessageParam] = []
    told: list[str] = []
    with stock(address) as client:
        for turn in TURNS:
            messages.append({"role": "user", "content": turn})
            chunks = client.chat.completions.create(
                model="citygraft", messages=messages, stream=True
            )
            answer = "".join(c.choices[0].delta.content or "" for c in chunks)
            messages.append({"role": "assistant", "content": answer})
            told.append(f"# {turn}\n\n{answer}")
    held(GOLDEN, "\n".join(told))
    kept = Feedback(assistant.library.home).proposals()
    assert [(said.thumbs, said.comment) for said in kept] == [("up", None), ("down", "too old")]
