"""An answer that one person has read, shown to all in its channel: once, however often the button is pressed."""

from api.chat.base import Kind
from api.slack.blocks import Around
from api.slack.outgoing import Address, Channel
from api.slack.replying import Replying, trouble
from api.slack.sent import Fate
from api.slack.work import Errand

UNSHARED = "Slack did not take the answer, so nobody else has read it. Press 'Share here' again in a minute."

UNSURE = (
    "Slack did not tell whether it took the answer. Look whether others can read it here; if they cannot, ask again and "
    "share the new answer."
)


async def share(replying: Replying, errand: Errand, way: Address, told: tuple[str, str]) -> None:
    """Show an answer to all, and take it away from where only the person sees it.

    What did not come to be shared stays where it is, says why, and may be pressed again.

    Args:
        way: where the person alone is told something.
        told: id of the answer, and who shares it.
    """
    answer_id, by = told
    async with replying.few:
        reply = await replying.made(errand, replying.conversations.shared, errand.asked, answer_id)
    if reply is None:
        return
    if reply.kind is Kind.TROUBLE:
        await replying.hand_back(errand.asked)
        await replying.send(errand, reply)
        return
    # as a member of the channel the app learns the message's id, so that its thread can go on from it;
    # elsewhere the person's own address takes it
    ways = (Channel(errand.asked.place.partition("/")[2]), way._replace(everybody=True))
    sent = await replying.send(errand, reply, Around(reply.question, by), ways)
    if sent.fate is Fate.TAKEN:
        await replying.outgoing.remove(way)
        return
    if sent.fate is Fate.REFUSED:
        await replying.hand_back(errand.asked)
    await replying.send(errand, trouble(UNSHARED if sent.fate is Fate.REFUSED else UNSURE))
