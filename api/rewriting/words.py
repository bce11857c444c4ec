"""Words of a sentence as they are compared: one by one, with numbers and signs, but for articles and endings."""

import re

_TOKEN = re.compile(
    r"(?<![^\s(])[-−](?=\d)|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%‰°$€£¥₹+<>=±×/]"
)
_ARTICLES = frozenset({"a", "an", "the"})
_CONTRACTED = (("won't", "will not"), ("can't", "can not"), ("cannot", "can not"), ("n't", " not"))

SHORTEST = 4
"""Letters of a word from which another ending counts as the same word."""


def words(text: str) -> list[str]:
    """`The city didn't pay 1,500 $.` as city, did, not, pay, 1,500 and $."""
    text = text.replace("’", "'").casefold()
    for short, long in _CONTRACTED:
        text = text.replace(short, long)
    return [word for word in _TOKEN.findall(text) if word not in _ARTICLES]


def same(one: str, other: str) -> bool:
    """Whether two words differ in their ending at most: pump and pumps, stop and stopped; numbers never do."""
    return one == other or other in _endings(one) or one in _endings(other)


def _endings(word: str) -> frozenset[str]:
    if len(word) < SHORTEST or not word.isalpha():
        return frozenset()
    stem = word.removesuffix("e")
    found = {word + ending for ending in ("s", "es", "ed", "ing", "'s")}
    found |= {stem + ending for ending in ("es", "ed", "ing")}
    found |= {word + word[-1] + ending for ending in ("ed", "ing")}
    return frozenset(found | {word[:-1] + ending for ending in ("ies", "ied") if word[-1] == "y"})


def alike(one: list[str], other: list[str]) -> bool:
    """Whether two runs of words are the same, word by word."""
    return len(one) == len(other) and all(map(same, one, other))
