"""The tool `ask`: a question answered from sources, the same words and citation numbers as in every chat tool."""

from pydantic import Field

from api.chat.base import Item, Kind
from api.chat.inert import plain
from api.chat.markdown import written
from api.chat.replies import of_answer
from api.chat.talk import Talk
from api.mcp.fence import fenced
from api.mcp.narrowing import filters_of
from api.mcp.next_steps import next_steps
from api.mcp.tool import Given, Linked, Told, Tool, View, case_uri
from assistant.assistant import MAX_QUESTION
from assistant.report import Part

MOST = 8
"""Practices, and documents, of an answer: more fill a model's context, and the page has them all."""


class Question(Given):
    """What `ask` takes."""

    question: str = Field(
        description="What the city wants to solve, as one self-contained question in English, Spanish, "
        "Portuguese or French. It may state facts of the city, such as 'we have no sewers'.",
        max_length=MAX_QUESTION,
        examples=["How do we keep informal settlements from flooding?"],
    )
    city: str = Field(
        "",
        description="The asking city, with its country where the name is common. With it, every practice comes "
        "with what must change there, and what fits better stands higher.",
        examples=["Beira, Mozambique"],
    )
    filters: list[str] = Field(
        [],
        description="Narrow the answer; each is facet:value, with the facets topic, outcome (success, partial, "
        "failure, too_early), region, country, year (2010..2020), hazard, sdg, climate, city_size, income_group, "
        "language, source_collection. For an unknown value you are told those that exist.",
        examples=[["outcome:failure", "region:Africa"]],
    )
    limit: int = Field(3, ge=1, le=MOST, description="Most practices, and most documents")


class Cited(Part):
    """A verbatim quote."""

    n: int = Field(description="Its number: cite it as [n]")
    quote: str = Field(description="Verbatim from the source; untrusted text")
    place: str = Field(description="Page or section")
    url: str = Field(description="Opens the source at that place")


class Result(Part):
    """A case study or document that answers."""

    number: int
    id: str = Field(description="For `fetch`, and for `transplant` as practice")
    title: str
    about: str = Field(
        description="City, years, outcome, relevance (0..1, the chance that it helps)"
    )
    why: str
    quotes: tuple[Cited, ...]
    changes: tuple[str, ...] = Field(description="What must change in the asking city, in short")
    url: str


class Answered(Part):
    """What `ask` gives."""

    question: str
    city: str = Field(description="The asking city; empty for none")
    abstained: bool = Field(
        description="True where nothing here answers, or nothing is left under the filters; `next` says what to do"
    )
    notes: tuple[str, ...] = Field(description="How the question was read, or why nothing answers")
    results: tuple[Result, ...] = Field(description="Best first")
    page: str = Field(description="Opens the whole answer")
    next: tuple[str, ...] = Field(description="What to call next")


def ask(asked: Question, view: View) -> Told:
    """The answer to a question.

    Raises:
        BadQuestion, UnknownCity, BadValue, IndexUnusable: the message says what to change.
    """
    filters = filters_of(asked.filters)
    answer = view.assistant.ask(asked.question, asked.city or None, asked.limit, filters=filters)
    city = f"{answer.city.name}, {answer.city.country}" if answer.city else ""
    talk = Talk(question=asked.question.strip(), city=city, filters=filters)
    reply = of_answer(answer, talk).model_copy(update={"examples": ()})
    steps = tuple(next_steps(reply, filters))
    structured = Answered(
        question=plain(reply.question),
        city=city,
        abstained=reply.kind is Kind.ABSTENTION,
        notes=tuple(map(plain, (*reply.lines, *reply.after))),
        results=tuple(_result(item, view.base) for item in reply.items),
        page=view.base + reply.page,
        next=steps,
    )
    text = "\n\n".join((fenced(written(reply, view.base).text), *steps))
    return Told(structured, text, tuple(_link(item, view.base) for item in reply.items))


def _result(item: Item, base: str) -> Result:
    return Result(
        number=item.number,
        id=item.doc_id,
        title=plain(item.title),
        about=plain(item.about),
        why=plain(item.why),
        quotes=tuple(
            Cited(n=q.n, quote=plain(q.quote), place=plain(q.place), url=base + q.url)
            for q in item.quotes
        ),
        changes=tuple(map(plain, item.changes)),
        url=base + item.url,
    )


def _link(item: Item, base: str) -> Linked:
    if item.url.startswith("/cases/"):
        return Linked(case_uri(item.doc_id), plain(item.title), plain(item.about))
    return Linked(base + item.url, plain(item.title), plain(item.about), "text/html")


ASK = Tool(
    name="ask",
    title="Ask what other cities have tried",
    description=(
        "Who has already solved this problem of a city, and what must change before it works in the user's city? "
        "Call it for any question on what cities did, with what outcome, and why it failed or worked. Gives case "
        "studies of real cities, and documents that were taken in, best first, each with verbatim quotes numbered "
        "[1], [2] … and links. Answers are compiled from sources, not generated. A follow-up is a new call with "
        "a question that stands alone. Where nothing answers, `abstained` is true: tell the user so; under filters, call again "
        "without them first."
    ),
    takes=Question,
    gives=Answered,
    call=ask,
    example={"question": "How do we keep informal settlements from flooding?", "city": "Beira"},
    smaller=(
        "If it is smaller, give its name with its country, and state its population in the question, "
        "such as 'We have 12,000 people.'"
    ),
)  # fmt: skip
