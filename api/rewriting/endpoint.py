"""A language model's answer from an OpenAI-compatible address: within a time and a size, or the reason why there is none."""

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from api.rewriting.prompt import Prompt
from assistant.connections import Rewriter
from corpus.errors import BadSetting

if TYPE_CHECKING:  # heavy: openai is imported where a model is asked
    from openai import AsyncOpenAI

MAX_BYTES = 200_000
"""Bytes of an answer; a text of the length that is shown takes a hundredth of it."""

MAX_TOKENS = 800
"""Tokens that the model is asked for at most."""


class Heard(NamedTuple):
    """What a model wrote, or why it wrote nothing that counts."""

    text: str = ""
    fault: str = ""


class _Message(BaseModel):
    content: str
    tool_calls: list[object] | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


def heard(rewriter: Rewriter, prompt: Prompt) -> Heard:
    """What the model makes of a prompt; it is asked once.

    Returns at the latest `rewriter.seconds` after it was called. To be called in a thread without an event loop.
    """
    import httpx2
    import openai

    try:
        return _read(_in_its_own_loop(asyncio.wait_for(_asked(rewriter, prompt), rewriter.seconds)))
    except TimeoutError:  # one of OSError too
        return Heard(fault=f"it took longer than {rewriter.seconds:g} s")
    except openai.APIStatusError as error:
        return Heard(fault=f"it answered with status {error.status_code}")
    except (openai.OpenAIError, httpx2.InvalidURL, OSError, ValueError) as error:
        return Heard(fault=f"it could not be asked ({error.__cause__ or _told(error)})"[:200])


def check(rewriter: Rewriter) -> None:
    """Make a client and a request, and send nothing.

    Raises:
        BadSetting: with this address, key or certificate file none can be made.
    """
    import httpx2

    try:
        client = _client(rewriter)
        httpx2.Request("POST", client.base_url, headers=client.auth_headers)
    except (httpx2.InvalidURL, OSError, ValueError) as error:
        raise BadSetting(
            f"No request can be made to CITYGRAFT_REWRITER_ADDRESS, which is '{rewriter.address}' ({_told(error)}). "
            "Check it, CITYGRAFT_REWRITER_KEY, and SSL_CERT_FILE and SSL_CERT_DIR where they are set."
        ) from error


def _told(error: Exception) -> str:
    """What went wrong; the text of one that has the key in it is left out."""
    return type(error).__name__ if isinstance(error, UnicodeError) else str(error)


async def _asked(rewriter: Rewriter, prompt: Prompt) -> bytes:
    async with _client(rewriter) as client:
        raw = await client.chat.completions.with_raw_response.create(
            model=rewriter.model,
            messages=[
                {"role": "system", "content": prompt.rules},
                {"role": "user", "content": prompt.material},
            ],
            temperature=0,
            max_tokens=MAX_TOKENS,
        )
        return raw.content


def _client(rewriter: Rewriter) -> "AsyncOpenAI":
    import httpx2
    import openai

    from api.rewriting.bounded import Bounded

    return openai.AsyncOpenAI(
        base_url=rewriter.address,
        api_key=rewriter.key or "none",  # it refuses to do without
        max_retries=0,
        timeout=rewriter.seconds,
        http_client=httpx2.AsyncClient(
            transport=Bounded(MAX_BYTES), timeout=rewriter.seconds, follow_redirects=False
        ),
    )


def _read(content: bytes) -> Heard:
    try:
        choice = _Completion.model_validate_json(content).choices[0]
    except ValidationError:
        return Heard(fault="its answer is not of the protocol's form")
    if choice.message.tool_calls or choice.message.refusal:
        return Heard(fault="it refused, or called a tool")
    if choice.finish_reason not in ("stop", None):
        return Heard(fault=f"it stopped for '{choice.finish_reason[:40]}'")
    return Heard(text=choice.message.content)


def _in_its_own_loop(coroutine: Coroutine[None, None, bytes]) -> bytes:
    """The result; unlike asyncio.run this does not wait for a look-up of a name that hangs."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
