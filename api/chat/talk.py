"""What a conversation remembers: the asking city, and the last question as far as a follow-up needs it."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import Field

from assistant.report import Part


class Talk(Part):
    """What was said so far; an answer is a function of it, so that it can be made anew."""

    city: str = Field(default="", description="Label of the asking city; empty for none")
    question: str = Field(default="", description="The last question that stood alone")
    filters: dict[str, list[str]] = Field(
        default={}, description="What the question was narrowed to, by facet"
    )
    shown: tuple[str, ...] = Field(
        default=(), description="Ids of what the last answer showed, in the order of its numbers"
    )
    about: int = Field(default=0, ge=0, description="Number last spoken of; 0 for none")
    answer_id: str = ""


NEW = Talk()
NO_FILTERS: Mapping[str, list[str]] = MappingProxyType({})
