"""What people say of an answer: thumbs as pictures, or in a word or two with the number that they mean."""

import re

from api.chat.moves import Said
from api.chat.references import NUMBERED, number
from assistant.proposal import Thumbs
from corpus.gazetteer import fold

_TONE = "[\U0001f3fb-\U0001f3ff\ufe0f]*"
_SIGNS = {
    Thumbs.UP: rf"(?:\U0001f44d{_TONE}|:thumbsup:|:\+1:|\+1|thumbs up\b|thumb up\b)",
    Thumbs.DOWN: rf"(?:\U0001f44e{_TONE}|:thumbsdown:|:-1:|-1|thumbs down\b|thumb down\b)",
}
_OF = r"\s*(?:for\s+|on\s+|to\s+|#|number\s+|no\.?\s*)?(?P<number>[1-9]\d?)?(?!\w)[\s,:;.–-]*(?P<comment>.*)"

_GOOD = "(?:very |really |quite |so )?(?:good|useful|helpful|relevant|great|interesting|right|on point|util|bom|bon|bien|utile|spot on)"
_BAD = (
    "(?:not|no|isn t|wasn t|is not|was not|nao|pas) (?:very |really |at all |so |tres |muy |e )?(?:good|useful|helpful|relevant|right|what i (?:asked|meant|need|needed)|util|utile)"
    "|(?:very |really |totally )?(?:bad|useless|irrelevant|wrong|unhelpful|off topic|misleading|inutil|inutile)"
)
_IS = "(?: (?:is|was|looks|seems|es|e|est|foi))?"
_IT = "(?:it|this|that|this answer|that answer|the answer)"


def opinion(text: str, said: str) -> Said | None:
    """What is said of an item; None where nothing of the kind is.

    Args:
        said: the text, folded.
    """
    for thumbs, sign in _SIGNS.items():
        if found := re.fullmatch(sign + _OF, text.strip(), re.IGNORECASE | re.DOTALL):
            return Said(int(found["number"] or 0), thumbs, " ".join(found["comment"].split()))
    head, comment = _parted(text)
    for words, rest in ((said, ""), (fold(head), comment)):
        for thumbs, judged in ((Thumbs.DOWN, _BAD), (Thumbs.UP, _GOOD)):
            if found := _judged(judged).fullmatch(words):
                groups = found.groupdict()
                return Said(number(groups["before"] or groups["after"]), thumbs, rest)
    return None


def _parted(text: str) -> tuple[str, str]:
    """What stands before the first comma, colon or dash, and the comment behind it."""
    head, _, comment = re.sub(r"\s*[,:;–—]\s*|\s-\s|\s+because\s+", "\0", text, count=1).partition(
        "\0"
    )
    return (head, " ".join(comment.split())) if comment else ("", "")


def _judged(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<before>{NUMBERED}){_IS} (?:{words})|{_IT}{_IS} (?:{words})|(?:{words}) (?P<after>{NUMBERED})"
        rf"|(?:{words}) {_IT}?|(?:not (?:helpful|useful|relevant)|{_helpful()}))"
    )


def _helpful() -> str:
    return "helpful|useful|useless|irrelevant|unhelpful|wrong|not good|inutile|inutil|(?:that|this) (?:helps|helped)"
