"""The tool `city_profile`: what is known of a city, where each value comes from, and what is not known."""

from collections.abc import Iterator
from urllib.parse import urlencode

from pydantic import Field

from api.chat.inert import markdown, plain
from api.mcp.fence import fenced, link
from api.mcp.tool import BY_PAGE, Given, Linked, Told, Tool, View
from assistant.climates import climate_words
from assistant.flags import value_shown
from assistant.questionnaire import gaps
from assistant.report import Part, ShownValue
from corpus.attributes import ATTRIBUTES, BY_KEY, Scale


class Which(Given):
    """What `city_profile` takes."""

    city: str = Field(
        description="Name of a city, with its country where the name is common",
        min_length=1,
        examples=["Beira, Mozambique"],
    )


class Known(Part):
    """A value that is known."""

    label: str
    value: str
    origin: str = Field(description="stated by the city, curated, computed or country figure")
    year: int | None = None


class Profile(Part):
    """What `city_profile` gives."""

    city: str
    known: tuple[Known, ...]
    unknown: tuple[str, ...] = Field(description="What is not known; never to be guessed")
    weak: tuple[str, ...] = Field(description="Where it sees itself weak, as questions")
    page: str = Field(description="Opens the city's page, where it can state more")


def profile(which: Which, view: View) -> Told:
    """The profile of a city.

    Raises:
        UnknownCity: the message says what to change.
    """
    held = view.assistant.asking(which.city).profile
    values = [value_shown(about.key, held.values[about.key]) for about in ATTRIBUTES]
    structured = Profile(
        city=plain(held.label),
        known=tuple(_known(value) for value in values if value.value is not None),
        unknown=tuple(value.label for value in values if value.value is None),
        weak=tuple(gap.question.ask for gap in gaps(held)[0]),
        page=f"{view.base}/city?{urlencode({'name': held.label})}",
    )
    opened = Linked(structured.page, structured.city, "The city's page", "text/html")
    steps = "A value that is a country figure is not the city's own; what is unknown is to be asked, not guessed."
    return Told(structured, f"{fenced(chr(10).join(_lines(structured)))}\n\n{steps}", (opened,))


def _known(value: ShownValue) -> Known:
    shown = value.value or ""
    if BY_KEY[value.attribute].scale is Scale.CLIMATE:
        shown = climate_words(shown)
    return Known(label=value.label, value=plain(shown), origin=value.origin, year=value.year)


def _lines(held: Profile) -> Iterator[str]:
    yield f"**{markdown(held.city)}**\n"
    for one in held.known:
        year = f", {one.year}" if one.year else ""
        yield "- " + markdown(f"{one.label}: {one.value} ({one.origin}{year})")
    if held.unknown:
        yield f"\nNot known: {', '.join(held.unknown)}."
    if held.weak:
        yield "\nWhere it is weak, as questions to ask peers:"
        yield from (f"- {markdown(question)}" for question in held.weak)
    yield "\n" + link("The city's page", held.page)


CITY_PROFILE = Tool(
    name="city_profile",
    title="What is known of a city",
    description=(
        "What is known of a city that decides whether a practice takes root there: population, climate, coast, who "
        "decides and pays, services, informality; each value with where it comes from, and what is not known. Call it "
        "before advising a city, or to check what transplant compares. Where the name is unknown or means several "
        "cities, the nearest are told."
    ),
    takes=Which,
    gives=Profile,
    call=profile,
    example={"city": "Beira, Mozambique"},
    smaller=BY_PAGE,
)
