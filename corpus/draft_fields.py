"""The fields of a draft: which there are, what their parts may hold, and what to ask the city for each."""

import re
from enum import StrEnum
from typing import NamedTuple

from corpus.case import SECTIONS
from corpus.vocabulary import (
    Dimension,
    GovernanceLevel,
    Hazard,
    Importance,
    LessonKind,
    MeasureKind,
    Outcome,
    Scale,
    Status,
    Topic,
)

GOES_ON = "goes on"
"""What the last year is where the work has none yet."""


class Holds(StrEnum):
    """What a part may hold; every part is kept as text, empty where nothing is told."""

    TEXT = "text"
    NAME = "name"
    NAMES = "names"
    SLUG = "slug"
    COUNTRY = "country"
    WORD = "word"
    WORDS = "words"
    NUMBERS = "numbers"
    YEAR = "year"
    LAST_YEAR = "last year"
    SOURCE = "source"
    ADDRESS = "address"
    DAY = "day"


class Part(NamedTuple):
    """One part of a field.

    Attributes:
        name: empty where the field has only this part.
        ask: what to ask the city where it is not told.
        choices: of a closed list; lists of several are written with commas.
        needed: whether a case study cannot do without it.
    """

    name: str
    holds: Holds
    ask: str
    choices: tuple[str, ...] = ()
    needed: bool = True


class About(NamedTuple):
    """One field, or one entry of a list of fields.

    Attributes:
        key: `title`; of a list what stands before the number, `lesson` of `lesson-1`.
        label: as people read it.
        parts: at least one.
        least, most: entries of a list; both 0 for a field that stands once.
        needed: whether a case study cannot do without it.
    """

    key: str
    label: str
    parts: tuple[Part, ...]
    least: int = 0
    most: int = 0
    needed: bool = True

    @property
    def ask(self) -> str:
        """What to ask where nothing is told of it."""
        return self.parts[0].ask


def _one(key: str, label: str, holds: Holds, ask: str, words: type[StrEnum] | None = None, *,
         needed: bool = True) -> About:  # fmt: skip
    return About(key, label, (Part("", holds, ask, tuple(words or ())),), needed=needed)


_SINGLE = (
    _one("title", "Title", Holds.TEXT, "What was done, in one line?"),
    _one("practice", "Practice", Holds.SLUG, "Which practice is it: what would another city call the same thing?"),
    _one("city", "City", Holds.NAME, "In which city was it done?"),
    _one("country", "Country", Holds.COUNTRY, "In which country?"),
    _one("other_cities", "Other cities", Holds.NAMES, "Was the same work done in other cities too? Which?", needed=False),
    About("years", "Years", (
        Part("start", Holds.YEAR, "In which year did the work begin, and in which did it end, or does it go on?"),
        Part("end", Holds.LAST_YEAR, "In which year did it end, or does it go on?"),
    )),
    _one("status", "Status", Holds.WORD, "Where does the work stand today: planned, under way, completed, or ended?", Status),
    _one("outcome", "Outcome", Holds.WORD, "How did it turn out, and who judges so: success, partial, failure, or too early to say?", Outcome),
    _one("scale", "Scale", Holds.WORD, "How much of the city did it cover: a site, a neighbourhood, a district, the city, or more?", Scale),
    _one("topics", "Topics", Holds.WORDS, "What is it about? One to three topics.", Topic),
    _one("hazards", "Hazards", Holds.WORDS, "Does it answer to a hazard such as floods or heat? Which?", Hazard, needed=False),
    _one("sdgs", "SDGs", Holds.NUMBERS, "Which of the 17 Sustainable Development Goals does it serve? One to six numbers."),
    _one("governance_level", "Who had to act", Holds.WORDS, "Which levels of government had to act, from the community to the nation?", GovernanceLevel),
    _one("kind", "Kind of measure", Holds.WORDS, "What was it made of: built things (grey), nature (green), rules, money or behaviour (soft)?", MeasureKind),
)  # fmt: skip

_LISTS = (
    About("lesson", "Lesson", (
        Part("text", Holds.TEXT, "What did you learn that another city should know? Say who, when, how, and what happened otherwise."),
        Part("kind", Holds.WORD, "Is this lesson an enabler, a barrier, a recommendation or a pitfall?", tuple(LessonKind)),
        Part("dimensions", Holds.WORDS, "Which one to four dimensions is this lesson about?", tuple(Dimension)),
        Part("source", Holds.SOURCE, "Which of the sources tells it?"),
    ), 4, 10),
    About("condition", "Condition", (
        Part("requirement", Holds.TEXT, "What does it depend on: what must be there before it works?"),
        Part("dimension", Holds.WORD, "Which dimension is this condition about?", tuple(Dimension)),
        Part("importance", Holds.WORD, "Would it fail without this (essential), suffer (important), or only go slower (helpful)?", tuple(Importance)),
        Part("why", Holds.TEXT, "Why does it depend on this: what happened where it was missing?"),
        Part("if_absent", Holds.TEXT, "What should a city do that does not have this?"),
        Part("source", Holds.SOURCE, "Which of the sources tells it?", needed=False),
    ), 2, 8),
    *(
        About(key, label, (
            Part("city", Holds.NAME, ask, needed=False),
            Part("country", Holds.COUNTRY, "In which country is that city?", needed=False),
            Part("practice", Holds.SLUG, "Which practice was it there?", needed=False),
            Part("what_changed", Holds.TEXT, "What was changed when it moved?", needed=False),
            Part("source", Holds.SOURCE, "Which of the sources tells it?"),
        ), 1, 6, needed=False)
        for key, label, ask in (
            ("adopted-from", "Taken from", "Where did the idea come from: which city did you look at first?"),
            ("adopted-by", "Taken up by", "Which cities took it over from you, and what did they change?"),
        )
    ),
    About("source", "Source", (
        Part("title", Holds.TEXT, "What else was written about it, by someone else than the city?"),
        Part("publisher", Holds.NAME, "Who published this source?"),
        Part("year", Holds.YEAR, "In which year was this source published?"),
        Part("url", Holds.ADDRESS, "Where on the web can others read this source?"),
        Part("opened", Holds.DAY, "On which day did you read this source?"),
    ), 2, 20),
)  # fmt: skip

_ASKED = (
    "What was the problem before, for whom, and since when? Are there figures?",
    "What would a visitor have seen: what was built, changed or begun, and how much of it?",
    "Who decided, in which steps, and under which law? Who took part, and who did not?",
    "What did it cost to build? What does it cost to run each year, and who pays?",
    "What changed, by how much, measured by whom and in which year?",
    "What went wrong: delays, costs, opposition, people who lost?",
    "What is the core that another city must keep, what may it change, and where would it not work?",
)  # fmt: skip


def slug(words: str) -> str:
    """`Cost and who paid` → `cost-and-who-paid`."""
    return "-".join(re.findall(r"[a-z0-9]+", words.lower()))


SECTION_KEYS = {slug(name): name for name in SECTIONS}
"""The seven sections of the text by key."""

_SECTIONS = tuple(
    _one(slug(name), name, Holds.TEXT, ask) for name, ask in zip(SECTIONS, _ASKED, strict=True)
)

FIELDS: tuple[About, ...] = (*_SINGLE, *_SECTIONS, *_LISTS)
"""Every field in the order in which people see it."""

_BY_KEY = {about.key: about for about in FIELDS}


def about(key: str) -> About | None:
    """What is known of a field, `lesson-3` for instance; None where there is none of that key."""
    if key in _BY_KEY:
        return None if _BY_KEY[key].most else _BY_KEY[key]
    name, _, number = key.rpartition("-")
    listed = _BY_KEY.get(name)
    if listed and listed.most and re.fullmatch(r"[1-9]\d?", number):
        return listed if int(number) <= listed.most else None
    return None


def place(key: str) -> tuple[int, int]:
    """Where a field stands among the others: sort by it."""
    found = about(key)
    assert found is not None
    number = int(key.rpartition("-")[2]) if found.most else 0
    return FIELDS.index(found), number


def named(key: str) -> str:
    """A field as people read it: `Lesson 3`."""
    found = about(key)
    if found is None:
        return key
    return f"{found.label} {key.rpartition('-')[2]}" if found.most else found.label
