"""What differs between two revisions of a draft, as people read it."""

import re
from typing import NamedTuple

from corpus.draft import Draft
from corpus.draft_diff import Change, changes
from corpus.draft_fields import FIELDS
from corpus.gazetteer import country_name
from corpus.vocabulary import label

_LISTED = re.compile(r"\b(?:{})\b".format("|".join(
    sorted({c for f in FIELDS for p in f.parts for c in p.choices if "_" in c}, key=len, reverse=True))))  # fmt: skip
"""Words of closed lists that people read otherwise than they are kept."""


class Differences(NamedTuple):
    """What differs between two revisions: fields with other words, and the names of those accepted as proposed."""

    worded: list[Change]
    accepted: list[str]


def differences(old: Draft, new: Draft) -> Differences:
    """What differs, in the order of the form, words of closed lists as people read them."""
    found = changes(old, new)
    said = [c._replace(words=tuple((sign, _plain(c.key, text)) for sign, text in c.words))
            for c in found if c.before in ("", "open") or c.after in ("", "open") or len(c.words) != 1
            or c.words[0][0] != " "]  # fmt: skip
    told = {c.key for c in said}
    return Differences(said, [c.label for c in found if c.key not in told])


def _plain(key: str, text: str) -> str:
    if key == "country":
        return country_name(text)
    return _LISTED.sub(lambda found: label(found[0]), text)
