"""What people say of an answer: thumbs as pictures, or in a word or two with the number that they mean."""

import re
from functools import cache
from typing import NamedTuple

from api.chat.moves import Said
from api.chat.references import NUMBERED, number
from assistant.proposal import Thumbs
from corpus.gazetteer import fold

_TONE = "[\U0001f3fb-\U0001f3ff\ufe0f]*"
_NO_FIGURE = r"(?![.,]?\d|\s*[%°])"
_SIGNS = {
    Thumbs.UP: rf"(?:\U0001f44d{_TONE}|:thumbsup:|:\+1:|\+1{_NO_FIGURE}|thumbs up\b|thumb up\b)",
    Thumbs.DOWN: rf"(?:\U0001f44e{_TONE}|:thumbsdown:|:-1:|-1{_NO_FIGURE}|thumbs down\b|thumb down\b)",
}
_OF = r"\s*(?:for\s+|on\s+|to\s+|#|number\s+|no\.?\s*)?(?P<number>[1-9]\d?)?(?!\w)[\s,:;.–-]*(?P<comment>.*)"

_VERY = "(?:very |really |quite |so |most |extremely |muy |muito |tres |vraiment |realmente )?"
_USEFUL = (
    "(?:useful|helpful|relevant|spot on|on point|util(?:es)?|uteis|utiles?|relevante|pertinente?)"
)
_GOOD = rf"{_VERY}(?:{_USEFUL}|good|great|nice|perfect|promising|interesting|excellent|right|b[ou]m|boa|bueno|buena|bonne?|bien|interess?ante?)"
_NOT = "(?:not|no|isn t|wasn t|is not|was not|nao|n est pas|pas)"
_BAD = (
    rf"{_NOT} (?:at all |es |e |fue |foi |est )?{_VERY}(?:{_USEFUL}|good|great|right|what i (?:asked|meant|need|needed|wanted)(?: for| about)?)(?: at all)?"
    rf"|{_VERY}(?:totally |completely )?(?:bad|useless|irrelevant|wrong|unhelpful|off topic|misleading|outdated|inutil|inutile|irrelevante)"
)
_IS = "(?: (?:is|s|was|looks|seems|es|e|est|era|fue|foi|parece))?"
_IT = "(?:it|this|that|this answer|that answer|the answer|eso|esto|isso|isto|ca|cela|c|ce|la respuesta|a resposta|la reponse)"
_HELPED = rf"(?:{_IT} )?(?:helps|helped|is a (?:big |great )?help)(?: a lot| me| us| mucho| muito| beaucoup)*|{_IT} (?:me |nos |m |nous )?(?:ayuda|ajuda|ajudou|ayudo|aide)(?: mucho| muito| beaucoup)?"
_NO_HELP = (
    rf"(?:{_IT} )?(?:(?:does|did|do) ?n[o ]t help|doesn t help|didn t help|is no help|was no help|no help|(?:no|nao) (?:me |nos )?(?:sirve|serve|ayuda|ajuda)|ne (?:m )?aide pas|ne sert a rien)"
    r"(?: at all| me| us| de nada| para nada)*"
)
_ALONE = {
    Thumbs.DOWN: rf"{_NOT} (?:at all |es |e |est )?{_VERY}(?:{_USEFUL}|good)(?: at all)?|useless|irrelevant|unhelpful|wrong|inutil|inutile|irrelevante|{_NO_HELP}",
    Thumbs.UP: rf"{_VERY}{_USEFUL}|{_HELPED}",
}
"""What needs no item beside it."""

_THANKS = "(?:ok|wow|thanks|thank you|thx|gracias|muchas gracias|obrigad[oa]|muito obrigad[oa]|merci|merci beaucoup|thanks a lot|thank you so much|thank you very much)"
_COURTESY = re.compile(rf"^(?:{_THANKS} )+|(?: {_THANKS})+$")
_ASKS = re.compile(
    r"(?:(?:but|and|so|now|then|pero|mas|mais|e|et|y) )*(?:(?:what|how|who|whom|when|where|why|which|would|will|could|can|should|does|do|did|is there|are there|was there|was it|were"
    r"|show|give|tell|list|compare|que|como|cuanto|cuando|quien|donde|cual|quanto|quando|quem|onde|qual|combien|comment|pourquoi|quels?|quelles?|qui|est ce|muestra|mostra|montre) .+|more|next|sources?|peers)"
)


class Before(NamedTuple):
    """What is asked behind a kind word, and the number of the item that the word was on; 0 for none."""

    number: int
    asked: str


def opinion(text: str, said: str) -> Said | None:
    """What is said of an item; None where nothing of the kind is, or something is asked behind it.

    Args:
        said: the text, folded.
    """
    for thumbs, sign in _SIGNS.items():
        if found := re.fullmatch(sign + _OF, text.strip(), re.IGNORECASE | re.DOTALL):
            if text.strip()[0] in "+-" and text.rstrip().endswith("?"):
                return None
            return Said(int(found["number"] or 0), thumbs, " ".join(found["comment"].split()))
    if whole := _judgement(_COURTESY.sub("", said)):
        return whole
    head, comment = _parted(text)
    judged = _judgement(_COURTESY.sub("", fold(head)))
    return judged._replace(comment=comment) if judged and not _asks(comment) else None


def kind_word(text: str) -> Before | None:
    """What a message asks behind a kind word or a complaint; None where it has none, or asks nothing."""
    head, comment = _parted(text)
    judged = _judgement(_COURTESY.sub("", fold(head))) if head and _asks(comment) else None
    return Before(judged.number, comment) if judged else None


def _asks(comment: str) -> bool:
    return "?" in comment or bool(_ASKS.fullmatch(fold(comment)))


def _judgement(words: str) -> Said | None:
    for thumbs in (Thumbs.DOWN, Thumbs.UP):
        if found := _judged(thumbs).fullmatch(words):
            return Said(number(found["before"] or found["after"]), thumbs)
    return None


def _parted(text: str) -> tuple[str, str]:
    """What stands before the first comma, colon, dash or full stop, and the comment behind it."""
    mark = r"\s*[,:;–—]\s*|[.!]\s+|\s-\s|\s+because\s+|\s+(?=but\s)"
    head, _, comment = re.sub(mark, "\0", text.strip(), count=1).partition("\0")
    return (head, " ".join(comment.split())) if comment else ("", "")


@cache
def _judged(thumbs: Thumbs) -> re.Pattern[str]:
    words = _BAD if thumbs is Thumbs.DOWN else _GOOD
    return re.compile(
        rf"(?:(?P<before>{NUMBERED}){_IS} (?:{words})|{_IT}{_IS} (?:{words})|(?:{words}) (?P<after>{NUMBERED})"
        rf"|(?:{words}) {_IT}|{_ALONE[thumbs]})"
    )
