"""The seam of chat: what comes in from a surface, what goes out, and what each surface has to do."""

from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from pydantic import Field

from assistant.answer import Citation
from assistant.report import Part


class Asked(NamedTuple):
    """One message of a person.

    Attributes:
        surface: its name, of api.chat.surfaces.NAMES.
        place: id of the channel, room or conversation, with whatever makes it unique on that surface.
        thread: id of the thread in it; empty outside of one. Where only the person reads the replies of a
            shared place, this has the person's id, so that nobody goes on from what they did not see.
        person: id of who asks, as the surface has verified it; empty where it tells none.
        text: what was written, without the mention of the bot.
        open: whether others than the person read the reply.
        event: id that the surface gives the event, the same when it is sent again; empty for none.
    """

    surface: str
    place: str
    thread: str
    person: str
    text: str
    open: bool
    event: str = ""


class Kind(StrEnum):
    """What a reply is."""

    ANSWER = "answer"
    ABSTENTION = "abstention"
    TOLD = "told"
    TROUBLE = "trouble"


class Item(Part):
    """A case study or document of a reply, as people call it by its number."""

    number: int = Field(ge=1)
    doc_id: str
    title: str
    about: str = Field(description="Place, years, outcome, relevance, in one line")
    why: str = ""
    quotes: tuple[Citation, ...] = Field(description="Verbatim; numbered as in the answer")
    changes: tuple[str, ...] = Field(
        default=(), description="What must change in the asking city, the counts first"
    )
    url: str = Field(description="Path on this server that opens it")
    sheet: str = Field(default="", description="Path of its transplant sheet; empty without a city")


class Reply(Part):
    """What goes back, the same on every surface; texts are raw, each surface makes them inert.

    Attributes:
        lines: said before the items, each a sentence or two.
        after: said behind them.
        examples: what may be said next, as a person would type it; buttons where a surface has them.
        page: path on this server that shows the answer whole; empty for none.
        answer_id: names the answer for feedback and sharing; empty where there is none.
    """

    kind: Kind
    lines: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    after: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    page: str = ""
    answer_id: str = ""
    question: str = ""
    city: str = Field(default="", description="The asking city; empty for none")
    reworded: bool = Field(
        default=False,
        description="Whether its last line is a language model's, checked against the quotes",
    )


Payload_contra = TypeVar("Payload_contra", contravariant=True)
Rendered_co = TypeVar("Rendered_co", covariant=True)


class ChatSurface(Protocol, Generic[Payload_contra, Rendered_co]):
    """Speaks one tool's language; holds no conversation and decides nothing."""

    name: str

    def question(self, payload: Payload_contra) -> Asked | None:
        """What a person asks; None for what is no message to answer, such as the bot's own."""
        ...

    def render(self, reply: Reply) -> Rendered_co:
        """The reply as the tool takes it, within its limits, with nothing in it that pings or runs."""
        ...
