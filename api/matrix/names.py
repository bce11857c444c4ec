"""What the bot is called in a room, and whether a message calls it."""

import re
from functools import lru_cache
from typing import NamedTuple

COMMAND = "!citygraft"
"""Calls the bot in any room, whatever its account is named."""


class Names(NamedTuple):
    """The bot's user id, such as @citygraft:example.org, and the name that is shown for it."""

    user: str
    name: str


class _Patterns(NamedTuple):
    call: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]


def calls(text: str, names: Names) -> bool:
    """Whether a text begins by calling the bot: its id, `@name` or the command, or its name and a colon."""
    return _patterns(names).call.match(text) is not None


def without_call(text: str, names: Names) -> str:
    """The text without the bot's name at its beginning, or its id at the end."""
    patterns = _patterns(names)
    return patterns.last.sub("", patterns.first.sub("", text)).strip()


@lru_cache(maxsize=16)
def _patterns(names: Names) -> _Patterns:
    local = names.user[1:].partition(":")[0]
    words = sorted({names.name, local} - {""}, key=len, reverse=True)
    bare = "|".join(map(re.escape, words))
    marked = rf"{re.escape(names.user)}|{re.escape(COMMAND)}|@(?:{bare})"
    behind = r"(?:\s*[:,](?:\s+|\Z)|\s+|\Z)"  # a colon without a space is of another server's id
    return _Patterns(
        re.compile(rf"\A\s*(?:(?:{marked}){behind}|(?:{bare})\s*[:,](?:\s+|\Z))", re.IGNORECASE),
        re.compile(rf"\A\s*(?:{marked}|{bare}){behind}", re.IGNORECASE),
        re.compile(rf"\s(?:{marked})\s*\Z", re.IGNORECASE),
    )
