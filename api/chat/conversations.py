"""All conversations of a server: who asks and what they may see, what is remembered, and that nothing is answered twice."""

from collections.abc import Callable

from api.access.account_access import AccountAccess
from api.access.identities import Identities
from api.access.tables import AccessFile
from api.access.viewer import Viewer
from api.chat.base import Asked, Kind, Reply
from api.chat.connecting import said
from api.chat.conversation import asked as answered
from api.chat.conversation import turn
from api.chat.moves import Said
from api.chat.rating import GONE, kept, rated, said_of_it
from api.chat.talk import NEW, Talk
from api.chat.talks import Given, Talks
from assistant.assistant import Assistant, SeenAssistant
from assistant.proposal import Thumbs
from corpus.errors import CitygraftError, UnknownDocument

KEPT_BACK = "This answer is made from what others here may not see, so it stays with you."


class Conversations:
    """The conversations of all surfaces, over one assistant.

    Attributes:
        home: the data folder.
        talks: what is kept of them.
        reword: makes of a reply the one that goes out; the same one where no language model is connected.
    """

    def __init__(
        self, assistant: Assistant, file: AccessFile, reword: Callable[[Reply], Reply] | None = None
    ) -> None:
        self._assistant = assistant
        self.reword = reword or (lambda reply: reply)
        self._file = file
        self._access = AccountAccess(file)
        self._identities = Identities(file)
        self.home = assistant.library.home
        self.talks = Talks(self.home)

    def viewer(self, asked: Asked) -> Viewer:
        """Whose sight a reply is made with: the asker's; where others read it, that of any visitor."""
        account = self._identities.account(asked.surface, asked.person)
        return self._access.of_account(None if asked.open else account)

    def reply(self, asked: Asked) -> Reply | None:
        """The reply to a message; None where the same event was replied to before.

        Takes as long as an answer takes: asynchronous surfaces call it in a thread.
        """
        asked = _readable(asked)
        if not self.talks.first(asked):
            return None
        connecting = said(asked, self._file)
        return connecting or self.reword(self.reply_as(asked, self.viewer(asked)))

    def reply_as(self, asked: Asked, viewer: Viewer) -> Reply:
        """The reply to a message of somebody who is known otherwise."""
        asked = _readable(asked)
        before = self.talks.talk(asked)
        if rated := self._rated(asked, before, viewer):
            return rated
        reply, after = turn(asked.text, before, self._seen(viewer))
        if reply.kind is Kind.ANSWER:
            answer_id = self.talks.give(asked, after)
            reply = reply.model_copy(update={"answer_id": answer_id})
            after = after.model_copy(update={"answer_id": answer_id})
        if after != before:
            self.talks.keep(asked, after)
        return reply

    def shared(self, asked: Asked, answer_id: str) -> Reply:
        """An answer that only its asker has read, made anew for all to read: from what is public.

        It is an answer of its own, with its own id and numbers; where nothing public answers, trouble
        for the asker alone.

        Args:
            asked: who shares, and where; its text does not count.
        """
        given = self._own(asked, answer_id)
        if given is None:
            return Reply(kind=Kind.TROUBLE, lines=(GONE,))
        try:
            reply, talk = answered(given.talk, self._seen(self.viewer(asked._replace(open=True))))
        except UnknownDocument:
            return Reply(kind=Kind.TROUBLE, lines=(KEPT_BACK,))
        except CitygraftError as error:
            return Reply(kind=Kind.TROUBLE, lines=(str(error),))
        if reply.kind is not Kind.ANSWER:
            return Reply(kind=Kind.TROUBLE, lines=(KEPT_BACK,))
        return reply.model_copy(update={"answer_id": self.talks.give(asked, talk)})

    def thumbs(
        self, asked: Asked, answer_id: str, number: int, thumbs: Thumbs, comment: str = ""
    ) -> Reply:
        """Keep what a person said of an item of an answer, 1 for the first; a facilitator decides on it.

        An answer about one item means that item, whatever the number.
        """
        given = self.talks.given(answer_id)
        if (
            given is None
            or (given.surface, given.place) != (asked.surface, asked.place)
            or number < 1
        ):
            return Reply(kind=Kind.TROUBLE, lines=(GONE,))
        of_one = given.talk.about if given.talk.follow_up else 0
        seen = self._seen(self.viewer(asked._replace(open=False)))
        return kept(Said(of_one or number, thumbs, comment), given.talk, asked.surface, seen)

    def _rated(self, asked: Asked, talk: Talk, viewer: Viewer) -> Reply | None:
        """What is said to thumbs in words; None where a message has none."""
        said = said_of_it(asked.text)
        if said is None:
            return None
        answered_here = talk if talk.answer_id else NEW
        return rated(said, answered_here, asked.surface, self._seen(viewer))

    def _own(self, asked: Asked, answer_id: str) -> Given | None:
        """An answer that this person was given here."""
        given = self.talks.given(answer_id)
        here = (asked.surface, asked.place, asked.person)
        return given if given and (given.surface, given.place, given.person) == here else None

    def _seen(self, viewer: Viewer) -> SeenAssistant:
        return self._assistant.seen_by(viewer.sight)


def _readable(asked: Asked) -> Asked:
    """The message without halves of characters, which can be neither kept nor looked up."""
    return asked._replace(text=asked.text.encode("utf-8", "ignore").decode())
