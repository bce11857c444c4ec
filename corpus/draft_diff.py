"""What changed between two revisions of a draft, field by field and word by word."""

import difflib
import re
from typing import NamedTuple

from corpus.draft import Draft, DraftField
from corpus.draft_fields import named, place


class Change(NamedTuple):
    """One part of a field that differs.

    Attributes:
        label: the field and its part as people read them.
        before, after: states, such as "proposed"; empty where the field was not there.
        words: runs as `(" ", "-" or "+", text)`: kept, taken out, put in; joined they give both texts.
    """

    key: str
    label: str
    before: str
    after: str
    words: tuple[tuple[str, str], ...]


def changes(old: Draft, new: Draft) -> tuple[Change, ...]:
    """The differences, in the order of the form; a field whose state alone differs comes with its text."""
    olds, news = ({field.key: field for field in draft.fields} for draft in (old, new))
    found: list[Change] = []
    for key in sorted({*olds, *news}, key=place):
        found += _of_field(key, olds.get(key), news.get(key))
    return tuple(found)


def _of_field(key: str, old: DraftField | None, new: DraftField | None) -> list[Change]:
    states = (str(old.state) if old else "", str(new.state) if new else "")
    before, after = (old.told() if old else {}), (new.told() if new else {})
    rows = [
        Change(key, _label(key, part), *states, worded(before.get(part, ""), after.get(part, "")))
        for part in dict.fromkeys((*before, *after))
        if before.get(part) != after.get(part)
    ]
    if not rows and states[0] != states[1]:
        text = " · ".join(after.values())
        rows = [Change(key, named(key), *states, ((" ", text),) if text else ())]
    return rows


def _label(key: str, part: str) -> str:
    return f"{named(key)}, {part.replace('_', ' ')}" if part else named(key)


def worded(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Two texts as runs of words that stay, go and come."""
    one, two = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (old, new))
    runs: list[tuple[str, str]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if what == "equal":
            runs.append((" ", "".join(one[a:b])))
            continue
        runs += [(sign, text) for sign, text in (("-", "".join(one[a:b])), ("+", "".join(two[c:d])))
                 if text]  # fmt: skip
    return tuple(runs)
