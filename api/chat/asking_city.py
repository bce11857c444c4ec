"""The asking city of a conversation: set, shown, forgotten; its peers; the same question for another city."""

from urllib.parse import urlencode

from api.chat.answering import again
from api.chat.base import Item, Kind, Reply
from api.chat.examples import CITY, QUESTIONS
from api.chat.talk import NEW, Talk, Turn
from assistant.assistant import SeenAssistant
from assistant.peers import Peer
from corpus.errors import UnknownCity
from corpus.gazetteer import resolve

PEERS = 5
"""Peer cities of a reply."""

NO_CITY = "I do not know which city is yours. Write 'city NAME', such as 'city Accra, Ghana'."


def settled(name: str, then: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """The conversation with another asking city, and the answer to a question that came with it.

    Raises:
        UnknownCity, BadQuestion: the message says what to do.
    """
    city = known(name, assistant)
    told = f"From now on I answer for {city}. Write 'city NAME' to change it."
    after = talk.model_copy(update={"city": city, "elsewhere": "", "follow_up": ""})
    if then:
        change: dict[str, object] = {"question": then, "filters": {}, "about": 0}
        reply, after = again(after, assistant, **change)
        return reply.model_copy(update={"lines": (told, *reply.lines)}), after
    goes_on = ("would 1 work here?",) if talk.shown else QUESTIONS[:1]
    examples = (*goes_on, "peers", "which city?")
    return Reply(kind=Kind.TOLD, lines=(told,), examples=examples, city=city), after


def known(name: str, assistant: SeenAssistant) -> str:
    """A name by which just this city is found from now on: its label, or what was given where that is not enough.

    Raises:
        UnknownCity: the message says what to do.
    """
    label = assistant.asking(name.strip()).profile.label
    try:
        return label if resolve(label).id == resolve(name.strip()).id else name.strip()
    except UnknownCity:
        return name.strip()


def shown(talk: Talk) -> Turn:
    """Which city asks."""
    if not talk.city:
        return Reply(kind=Kind.TOLD, lines=(NO_CITY,), examples=(CITY, "help")), talk
    lines = [
        f"I answer for {talk.city}. Write 'city NAME' to change it, 'forget city' to have none."
    ]
    if talk.elsewhere:
        lines.append(f"The last answer was for {talk.elsewhere}.")
    examples = ("peers", CITY, "forget city")
    return Reply(kind=Kind.TOLD, lines=tuple(lines), examples=examples, city=talk.city), talk


def forgotten(talk: Talk) -> Turn:
    """The conversation without an asking city."""
    told = "From now on I answer for no city in particular. Write 'city NAME' to have one."
    after = talk.model_copy(update={"city": "", "elsewhere": "", "follow_up": ""})
    return Reply(kind=Kind.TOLD, lines=(told,), examples=(CITY, QUESTIONS[0], "help")), after


def anew(_: Talk) -> Turn:
    """A conversation of which nothing is remembered."""
    told = "All of this conversation is forgotten, the city too. Ask anew."
    return Reply(kind=Kind.TOLD, lines=(told,), examples=(CITY, QUESTIONS[0], "help")), NEW


def elsewhere(name: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """The last question for another city; the conversation's own stays.

    Raises:
        UnknownCity: the message says what to do.
    """
    city = known(name, assistant)
    reply, after = again(talk, assistant, elsewhere="" if city == talk.city else city)
    examples = (f"city {city}", *reply.examples) if city != talk.city else reply.examples
    return reply.model_copy(update={"examples": examples[:4]}), after


def peers(topic: str, city: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """The cities most like the asking one that have something to teach; their case studies can be asked about.

    Raises:
        UnknownCity, BadValue: the message says what to do.
    """
    name = city or talk.city
    if not name:
        return Reply(kind=Kind.TOLD, lines=(NO_CITY,), examples=(CITY, "help")), talk
    found = assistant.peers(name, topic, PEERS)
    about = f" on {topic}" if topic else ""
    label = assistant.asking(name).profile.label
    items = tuple(_item(n, peer) for n, peer in enumerate(found, 1))
    change = {
        # what is said next is about these items, and they answer no question
        "question": "", "elsewhere": "", "filters": {}, "part": 0,
        "shown": tuple(item.doc_id for item in items),
        "places": tuple(peer.name for peer in found),
        "about": 0, "answer_id": "", "follow_up": "",
    }  # fmt: skip
    reply = Reply(
        kind=Kind.TOLD,
        lines=(f"Cities most like {label} that have something to teach{about}:",),
        items=items,
        examples=("tell me more about 1", "what did 2 cost?", "peers on waste", "which city?"),
        page=f"/city?{urlencode({'name': name})}",
        city=label,
    )
    return reply, talk.model_copy(update=change)


def _item(number: int, peer: Peer) -> Item:
    first, *others = peer.teaches
    more = f" It has {len(others)} more." if others else ""
    differs = f"Differs much in {'; '.join(peer.differs)}." if peer.differs else ""
    return Item(
        number=number,
        doc_id=first.case_id,
        title=first.title,
        about=f"{peer.city} · alike {peer.likeness:.2f} · {first.outcome.replace('_', ' ')}",
        why=f"{differs}{more}".strip(),
        quotes=(),
        url=f"/cases/{first.case_id}",
    )
