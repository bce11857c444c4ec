"""Words of a sentence as they are compared: one by one, and every sign beside them is a word too."""

import re
import unicodedata

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|\S")
_SAME = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
"""Quotation marks are told apart by none of the models that write them."""


def words(text: str) -> list[str]:
    """`The city didn’t pay 1,500 $.` as The, city, didn't, pay, 1,500, $ and the full stop."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text).translate(_SAME))


def alike(one: list[str], other: list[str]) -> bool:
    """Whether two runs of words are the same, but for a capital with which one of them begins."""
    return one[1:] == other[1:] and _small(one[:1]) == _small(other[:1])


def _small(first: list[str]) -> list[str]:
    return [word[0].lower() + word[1:] for word in first]
