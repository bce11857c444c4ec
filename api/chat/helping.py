"""What the bot says of itself: how to talk to it, a greeting, a word to thanks; with examples that fit the moment."""

from collections.abc import Sequence

from api.chat.base import Kind, Reply
from api.chat.examples import CITY, QUESTIONS
from api.chat.talk import Talk

WHO = (
    "I find what cities have tried against a problem like yours, and what must change before it works in your "
    "city. Answers are quoted word for word from case studies and documents; nothing is made up."
)
HOW = (
    "Ask a question in a sentence, in English, Spanish, Portuguese or French.",
    "Your city: 'city Beira' sets it, 'city' shows it, 'forget city' clears it; 'and in Quelimane?' asks for another once.",
    "Narrow an answer: 'show me ones that failed', 'only from Africa', 'only since 2015', 'show all again'; 'more' goes on.",
    "One item, by its number: 'what did 2 cost?', 'how long did it take?', 'what went wrong with 1?', 'sources of 2'.",
    "Your ground: 'would 2 work here?' tells what must change, 'peers' which cities are like yours, 'who can we ask?' whom to ask.",
    "Say what you think: '👍 1', or '👎 2 too old'. A facilitator reads it.",
)
NOTHING = "There are no words in your message that I can search for. Ask in a few words what your city wants to solve."

UNCLEAR = (
    "I do not find in that what to look for, so I leave the answer as it is. Ask about one of its items by number, "
    "or ask a new question in a sentence."
)
NO = "Then say in other words what you are after, go on with 'more', or tell what was not right: '👎 1 too old'."
UNASKED = "Ask in a sentence what your city wants to solve."
LANGUAGES = "I reply in English, and quote sources in their own words. You may write in English, Spanish, Portuguese or French."
ONE_CITY = "I answer for one city at a time. Which is it? You can ask for the other one with 'and in NAME?'."


def helped(talk: Talk) -> Reply:
    """Everything that can be said."""
    return Reply(kind=Kind.TOLD, lines=(WHO, *HOW), examples=_examples(talk), city=talk.city)


def greeted(talk: Talk) -> Reply:
    """A greeting, and how to begin."""
    lines = ("Hello.", WHO, _state(talk))
    return Reply(kind=Kind.TOLD, lines=lines, examples=_examples(talk), city=talk.city)


def thanked(talk: Talk) -> Reply:
    """A word to thanks, and how to say whether it helped."""
    if not talk.shown:
        return Reply(
            kind=Kind.TOLD, lines=("You are welcome.",), examples=_examples(talk), city=talk.city
        )
    lines = ("You are welcome. '👍 1' or '👎 2' tells a facilitator what helped.",)
    return Reply(
        kind=Kind.TOLD, lines=lines, examples=("👍 1", "who can we ask?", "help"), city=talk.city
    )


def wordless(talk: Talk) -> Reply:
    """What to do after a message without words."""
    return Reply(kind=Kind.TROUBLE, lines=(NOTHING,), examples=_examples(talk), city=talk.city)


def refused(talk: Talk) -> Reply:
    """What to do where an answer is not what was meant."""
    if not talk.shown:
        return Reply(kind=Kind.TOLD, lines=(UNASKED,), examples=_examples(talk), city=talk.city)
    examples = (*(("more",) if talk.question else ()), "👎 1", *_examples(talk)[:2])
    return Reply(kind=Kind.TOLD, lines=(NO,), examples=examples, city=talk.asking)


def in_english(talk: Talk) -> Reply:
    """In which languages one can talk."""
    return Reply(kind=Kind.TOLD, lines=(LANGUAGES,), examples=_examples(talk), city=talk.asking)


def unclear(talk: Talk) -> Reply:
    """That a message has no word to search for; with what can be said of the items."""
    return Reply(
        kind=Kind.ABSTENTION,
        lines=(UNCLEAR,),
        examples=_examples(talk),
        question=talk.question,
        city=talk.asking,
    )


def either(names: Sequence[str], talk: Talk) -> Reply:
    """That one of several cities has to be chosen."""
    examples = tuple(f"city {name}" for name in names)
    return Reply(kind=Kind.TOLD, lines=(ONE_CITY,), examples=examples, city=talk.city)


def trouble(told: str, talk: Talk) -> Reply:
    """What went wrong, in a sentence."""
    return Reply(kind=Kind.TROUBLE, lines=(told,), examples=("help",), city=talk.city)


def _state(talk: Talk) -> str:
    if talk.city:
        return f"I answer for {talk.city}."
    return "Tell me your city with 'city NAME', or just ask."


def _examples(talk: Talk) -> tuple[str, ...]:
    if talk.shown:
        at = talk.about or 1
        here = f"would {at} work here?" if talk.city else CITY
        others = "show me ones that failed" if talk.question else "peers"
        return (f"what did {at} cost?", others, here)
    if talk.city:
        return (QUESTIONS[0], QUESTIONS[1], "peers")
    return (CITY, QUESTIONS[0], QUESTIONS[1])
