"""An older answer gone on from: by a button that stands under it, a quote of it, or a thread that it begins."""

from api.chat.base import Asked
from api.chat.talk import Talk
from api.chat.talks import Talks


def recall(talks: Talks, asked: Asked, answer_id: str) -> None:
    """Let a conversation go on from an answer that was given in its place, whatever was said since.

    The city stays the one that was chosen last; the answer's own holds for what comes next, this once. A conversation in
    which nothing was shown yet takes the answer's. Nothing happens where the answer is forgotten, was given elsewhere, or
    to somebody else where each reads only their own.
    """
    given, now = talks.given(answer_id), talks.talk(asked)
    if given is None or now.answer_id == answer_id:
        return
    here = (given.surface, given.place) == (asked.surface, asked.place)
    if here and (asked.open or given.person == asked.person):
        talks.keep(asked, _after(given.talk, now, answer_id))


def _after(then: Talk, now: Talk, answer_id: str) -> Talk:
    change = {"answer_id": answer_id}
    if now.question or now.shown:
        elsewhere = then.asking if then.asking != now.city else ""
        change |= {"city": now.city, "elsewhere": elsewhere}
    return then.model_copy(update=change)
