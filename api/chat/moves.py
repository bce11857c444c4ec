"""What a message wants: one small class for each move in a conversation."""

from enum import StrEnum
from typing import NamedTuple

from assistant.proposal import Thumbs

EACH = -1
"""Instead of an item's number: all that the last answer shows."""

LAST = -2
"""Instead of an item's number: the last that the last answer shows."""


class Aspect(StrEnum):
    """What is asked about one item."""

    ALL = "all"
    COST = "cost"
    PAYER = "payer"
    TIME = "time"
    BEFORE = "before"
    DONE = "done"
    RESULTS = "results"
    WRONG = "wrong"
    PUBLIC = "public"
    LESSONS = "lessons"
    NEEDS = "needs"
    COPYING = "copying"
    ASK = "ask"
    SOURCES = "sources"
    WORDS = "words"


class Wish(StrEnum):
    """A move that says all by its name."""

    HELP = "help"
    HELLO = "hello"
    THANKS = "thanks"
    NO = "no"
    NOTHING = "nothing"  # no words: blank, or pictures only
    VAGUE = "vague"  # words that name nothing to search for
    LANGUAGE = "language"  # a reply in another language
    SHOW_CITY = "show city"
    FORGET_CITY = "forget city"
    RESET = "reset"  # nothing is remembered any more
    WIDEN = "widen"  # the last answer without what it was narrowed to
    MORE = "more"  # what comes behind the items that were shown


class SetCity(NamedTuple):
    """From now on this city asks; `then` is a question that follows in the same message."""

    name: str
    then: str = ""


class Either(NamedTuple):
    """Several cities that are named at once as the asking one."""

    names: tuple[str, ...]


class Question(NamedTuple):
    """A question that stands alone."""

    text: str


class Elsewhere(NamedTuple):
    """The same question for another city, this once."""

    name: str


class Narrow(NamedTuple):
    """The last answer, but only what has this.

    Attributes:
        value: as it was written, or as filters have it.
        facet: a facet's name; empty where the value has to tell.
        also: whether it comes beside the facet's other values instead of in their place.
        sure: whether it can be nothing else; a question where the value is none.
    """

    value: str
    facet: str = ""
    also: bool = False
    sure: bool = True


class About(NamedTuple):
    """What a source says about itself.

    Attributes:
        number: of the item; 0 for the one last spoken of, EACH for all, LAST for the last.
        words: what is looked for, where the aspect is WORDS.
    """

    number: int
    aspect: Aspect
    words: str = ""


class Fits(NamedTuple):
    """What must change before an item works in a city; empty for the asking one."""

    number: int
    city: str = ""


class Compare(NamedTuple):
    """Items side by side; none for the first ones."""

    numbers: tuple[int, ...] = ()


class Peers(NamedTuple):
    """Cities like the asking one, or like `city`, on a topic or on any."""

    topic: str = ""
    city: str = ""


class Said(NamedTuple):
    """What a person says of an item of the last answer."""

    number: int
    thumbs: Thumbs
    comment: str = ""


Move = (
    Wish | SetCity | Either | Question | Elsewhere | Narrow | About | Fits | Compare | Peers | Said
)
