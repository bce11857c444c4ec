"""The city that a page is about: one of the table, or a smaller place, given with its country and its people."""

from typing import NamedTuple

from assistant.assistant import SeenAssistant
from assistant.profile import ContextProfile, Raw
from corpus.errors import AmbiguousCity, UnknownCity
from corpus.gazetteer import country_code, resolve

PEOPLE = "population"
"""The attribute that a place of no table has to state, so that a slip of the pen is not taken for a place."""


class Place(NamedTuple):
    """A city with all that it stated.

    Attributes:
        name: as it was asked for; links give it on.
        people: that were stated for a place of no table; empty for a city of the table.
    """

    profile: ContextProfile
    name: str
    people: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What a link to a page of this city carries."""
        return {"name": self.name} | ({"people": self.people} if self.people else {})


def place_of(assistant: SeenAssistant, name: str, people: str = "") -> Place:
    """The city of a name; people count only where no table has it, and may have been saved before.

    Raises:
        UnknownCity: it is in no table, and nobody says how many live there.
        BadValue: the number of people is none.
    """
    try:
        resolve(name)
    except AmbiguousCity:
        raise
    except UnknownCity:
        told = people.replace(",", "").replace(" ", "")
        facts: dict[str, Raw] = {PEOPLE: told} if told and is_smaller(name) else {}
        profile = assistant.asking(name, facts).profile
        return Place(profile, name, f"{profile.values[PEOPLE].value:.0f}")
    return Place(assistant.asking(name).profile, name)


def is_smaller(name: str) -> bool:
    """Whether a name comes with a country, so that it may be of a place that is in no table."""
    place, comma, country = name.rpartition(",")
    return bool(comma and place.strip() and country_code(country))
