"""Answers of at most so many bytes, read as they are sent; imported where httpx2 is needed anyway."""

from collections.abc import AsyncIterator

import httpx2

SENT = frozenset(
    (
        "host",
        "content-type",
        "content-length",
        "accept",
        "connection",
        "user-agent",
        "authorization",
    )
)
"""Headers that leave the server: the client would add what it finds in the environment and of the machine."""


class Bounded(httpx2.AsyncHTTPTransport):
    """Reaches one address; gives an answer up once it is too long, or where it would have to be unpacked."""

    def __init__(self, most: int) -> None:
        """`most`: bytes of an answer."""
        super().__init__(trust_env=True)
        self._most = most

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request.

        Raises:
            httpx2.TransportError: it cannot be sent, or its answer is not taken.
        """
        headers = {name: value for name, value in request.headers.items() if name in SENT}
        sent = httpx2.Request(
            request.method,
            request.url,
            headers={**headers, "Accept-Encoding": "identity"},
            stream=request.stream,
            extensions=request.extensions,
        )
        response = await super().handle_async_request(sent)
        if response.headers.get("Content-Encoding", "identity") != "identity":
            await response.aclose()
            raise httpx2.DecodingError("its answer is packed, which was not asked for")
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Counted(response.stream, self._most)
        return response


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream, self._most = stream, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for part in self._stream:
            read += len(part)
            if read > self._most:
                raise httpx2.ReadError(f"its answer is over {self._most} bytes")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
