"""What a conversation remembers: the asking city, and the last answer as far as a follow-up needs it."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import Field

from api.chat.base import Reply
from assistant.report import Part


class Talk(Part):
    """What was said so far; the last answer is a function of it, so that it can be made anew."""

    city: str = Field(default="", description="Label of the asking city; empty for none")
    question: str = Field(default="", description="The last question that was answered")
    elsewhere: str = Field(
        default="", description="Label of another city that the last answer was for, this once"
    )
    filters: dict[str, list[str]] = Field(
        default={}, description="What the question was narrowed to, by facet"
    )
    part: int = Field(
        default=0, ge=0, description="Which part of the answer was shown last; 0 for the first"
    )
    shown: tuple[str, ...] = Field(
        default=(), description="Ids of all that the answer has shown, in the order of its numbers"
    )
    places: tuple[str, ...] = Field(
        default=(), description="Their cities, in the same order; empty for documents"
    )
    about: int = Field(default=0, ge=0, description="Number last spoken of; 0 for none")
    follow_up: str = Field(
        default="", description="What was written where the last answer is about one item of it"
    )
    answer_id: str = ""

    @property
    def asking(self) -> str:
        """Label of the city that the last answer was for; empty for none."""
        return self.elsewhere or self.city


Turn = tuple[Reply, Talk]
"""A reply, and what the conversation remembers from then on."""

NEW = Talk()
NO_FILTERS: Mapping[str, list[str]] = MappingProxyType({})
