"""What may be asked about one item: which of the patterns of api/chat/asked_of_items.py a message is."""

import re
from functools import cache

from api.chat.asked_of_items import PHRASES
from api.chat.moves import About, Aspect
from api.chat.references import NUMBERED, REFERENCE, number

_TAIL = rf"(?: (?:in|of|for|with|about|from|on|at|by|to|de|do|da|del|en|em|no|na|du|sur|a|avec|com|con) (?P<t>{REFERENCE})| there| then)?"


@cache
def _patterns() -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    return tuple((aspect, re.compile(_whole(one))) for aspect, many in PHRASES for one in many)


def _whole(pattern: str) -> str:
    # a name stands for one group only: the first reference that a pattern has
    named = pattern.replace("<R>", f"(?P<r>{REFERENCE})", 1).replace("<R>", f"(?:{REFERENCE})")
    return named.replace("<N>", NUMBERED).replace("<T>", _TAIL)


_OF_ITEM = re.compile(rf"(?P<n>{NUMBERED}) (?P<words>.+)|(?P<word>[a-z]+) (?P<m>[1-9]\d?)")


def about(said: str) -> About | None:
    """What a folded text asks about an item; None where it asks none of PHRASES."""
    if found := _about(said):
        return found
    if not (split := _OF_ITEM.fullmatch(said)):
        return None  # "2 cost" and "cost 2" ask the same as "cost of 2"
    asked = _about(split["words"] or split["word"])
    at = number(split["n"] or split["m"])
    return asked._replace(number=at) if asked and not asked.number else None


def _about(said: str) -> About | None:
    for aspect, pattern in _patterns():
        if found := pattern.fullmatch(said):
            groups = found.groupdict()
            tail, own = number(groups.get("t")), number(groups.get("r") or groups.get("n"))
            return About(tail or own, aspect)
    return None
