"""Calls of the homeserver that may fail: what went wrong in words, and trying again while it may pass."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from aiohttp import ClientError
from nio import ErrorResponse  # type: ignore[import-untyped]

FIRST_PAUSE = 0.5
"""Seconds before a call is tried again; each pause is twice the one before."""

LONGEST_PAUSE = 60.0
"""Seconds of the longest pause."""

BAD_REQUEST = 400
"""The HTTP status of what the homeserver can make nothing of."""


class Trouble(NamedTuple):
    """Why a call failed.

    Attributes:
        said: what went wrong, in words.
        code: the error code of Matrix, such as M_FORBIDDEN; empty where the server gave none.
        passes: whether the same call may do later.
        status: of the HTTP answer; 0 where there was none.
    """

    said: str
    code: str = ""
    passes: bool = True
    status: int = 0


Call = Callable[[], Awaitable[Any]]
"""Makes one call of nio, as often as it is tried."""


async def once(call: Call) -> Any:
    """What nio gives for a call, or Trouble; nio itself waits where the server says that it is asked too often."""
    try:
        given = await call()
    except TimeoutError:
        return Trouble("it does not answer in time")
    except (ClientError, OSError, UnicodeDecodeError) as error:
        return Trouble(f"it cannot be reached ({str(error) or type(error).__name__})")
    except UnicodeError as error:  # in what somebody else wrote, such as the id of an event
        return Trouble(f"it cannot be asked for what no address can hold ({error})", passes=False)
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # nio on what is malformed
        return Trouble(f"it sends what cannot be read ({error!r})", "UNREADABLE", passes=False)
    if not isinstance(given, ErrorResponse):
        return given
    carried = given.transport_response
    status = carried.status if carried else 0
    said = f"it answers {status}: {given.message}"
    return Trouble(said, given.status_code or "", not 400 <= status < 500, status)


def pauses() -> Iterator[float]:
    """Seconds to wait after each failure, longer and longer."""
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


WAITS = tuple(islice(pauses(), 14))
"""Seconds before each further try of a call: some eight minutes, in which a homeserver has started anew."""


async def persistently(call: Call, waits: Iterable[float] = WAITS) -> Any:
    """What nio gives for a call that is tried again while its trouble may pass, or the last Trouble."""
    found = await once(call)
    for wait in waits:
        if not isinstance(found, Trouble) or not found.passes:
            break
        await asyncio.sleep(wait)
        found = await once(call)
    return found
