"""What may be taken out of a sentence without changing what it says, and the only ways in which it may be shortened."""

import re
from collections import Counter
from collections.abc import Iterator

from api.rewriting.words import same, words

_LABEL = re.compile(r"(?:Pitfall|Enabler|Barrier) \([^():]*\): (?=\S)")
"""How case studies mark a lesson."""

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_RELATIVE = re.compile(r",\s(?:which|who|whose)\b[^,;:()]*(?:,|(?=[.]?$))")

GUARDS = (
    *("not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "nowhere", "without"),
    *("hardly", "barely", "scarcely", "rarely", "seldom", "few", "fewer", "little", "less"),
    *("only", "except", "unless", "until", "if", "whether", "provided", "may", "might", "could"),
    *("would", "should", "perhaps", "possibly", "probably", "likely", "unlikely", "supposedly"),
    *("but", "yet", "however", "though", "although", "despite", "instead", "rather", "contrary"),
    *(
        "claim",
        "say",
        "says",
        "said",
        "report",
        "reportedly",
        "allege",
        "allegedly",
        "argue",
        "believe",
    ),
    *("doubt", "deny", "denied", "dispute", "suggest", "expect", "estimate", "plan", "planned"),
    *(
        "propose",
        "promise",
        "aim",
        "intend",
        "hope",
        "fail",
        "failure",
        "refuse",
        "refusal",
        "reject",
        "prevent",
    ),
    *("lack", "cancel", "stop", "absent", "oppose", "opponent", "critic", "false", "wrong", "myth"),
)
"""Words that turn around, limit or put in doubt what stands beside them: nothing that has one is left out."""


def cuts(sentence: str) -> Iterator[list[str]]:
    """The words of a sentence, whole and as it may be shortened.

    Left out may be: the mark of a lesson, what is in brackets, what stands between semicolons where no colon
    opens a list, and a clause between commas that begins with which, who or whose; but nothing of GUARDS.
    """
    whole = Counter(words(sentence))
    for kept in dict.fromkeys(_shortened(_LABEL.sub("", sentence, count=1))):
        held = words(kept)
        if not any(map(_guards, whole - Counter(held))):
            yield held
    yield words(sentence)


def _shortened(sentence: str) -> Iterator[str]:
    bare = _without(_BRACKETS, sentence)
    for text in (sentence, bare):
        for part in _parts(text):
            yield part
            yield _RELATIVE.sub("", part)


def _parts(sentence: str) -> Iterator[str]:
    """Runs of parts between semicolons, the whole first."""
    parts = [sentence] if ":" in sentence else sentence.split(";")
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            yield ";".join(parts[start : start + length])


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text without what matches, also where one stands in another."""
    while (less := pattern.sub("", text)) != text:
        text = less
    return text


def _guards(word: str) -> bool:
    return any(same(guard, word) for guard in GUARDS)
