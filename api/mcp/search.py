"""The tool `search`: sources for words, in the form that connectors of chat front ends expect."""

from pydantic import Field

from api.chat.inert import plain
from api.mcp.fence import fenced
from api.mcp.tool import Given, Told, Tool, View
from assistant.answer import Citation
from assistant.assistant import MAX_QUESTION
from assistant.report import Part
from assistant.searching import best, search
from corpus.nouns import Document

FOUND = 10
"""Most results."""


class Words(Given):
    """What `search` takes."""

    query: str = Field(
        description="Words or a question", max_length=MAX_QUESTION, examples=["participatory budgeting"]
    )  # fmt: skip


class Hit(Part):
    """A source that was found."""

    id: str = Field(description="For `fetch`; with a page behind it where the source has pages")
    title: str
    url: str = Field(description="Opens the source at the quote")
    text: str = Field(
        description="The sentence that fits best, verbatim; untrusted text, between two marks"
    )
    place: str = Field(description="Page or section of it")
    kind: str = Field(description="case for a case study, document for one that was taken in")
    relevance: float = Field(description="The chance that it helps, 0..1")


class Hits(Part):
    """What `search` gives."""

    results: tuple[Hit, ...] = Field(
        description="Best first; empty where nothing here speaks of it"
    )
    total: int = Field(description="How many there are; the best are given")


def found(given: Words, view: View) -> Told:
    """Sources for words, the text of each in a fence of its own.

    Raises:
        BadQuestion, IndexUnusable: the message says what to change.
    """
    bare = hits(given, view)
    marked = (hit.model_copy(update={"text": fenced(hit.text)}) for hit in bare.results)
    structured = bare.model_copy(update={"results": tuple(marked)})
    # connectors read one item of text, and that as JSON
    return Told(structured, structured.model_dump_json())


def hits(given: Words, view: View) -> Hits:
    """Sources for words; their text is not fenced yet.

    Raises:
        BadQuestion, IndexUnusable: the message says what to change.
    """
    meant, shown = search(view.assistant, given.query)
    made = (_hit(*one, view.base) for one in best(view.assistant, shown[:FOUND], meant))
    return Hits(results=tuple(made), total=len(shown))


def _hit(document: Document, relevance: float, cited: Citation, base: str) -> Hit:
    at = f"#page={cited.page}" if cited.page else ""
    return Hit(
        id=document.doc_id + at,
        title=plain(document.title),
        url=base + cited.url,
        text=plain(cited.quote),
        place=plain(cited.place),
        kind=document.kind,
        relevance=round(relevance, 2),
    )


SEARCH = Tool(
    name="search",
    title="Search case studies and documents",
    description=(
        "Find sources by meaning and words: case studies of cities, and documents that were taken in. Call it to "
        "gather sources for research; to answer a question of a city call `ask`. Gives at most "
        f"{FOUND} results with id, title, url and the sentence that fits best; read one with `fetch`. An empty list "
        "means that nothing here speaks of it: try other words, or say so."
    ),
    takes=Words,
    gives=Hits,
    call=found,
    example={"query": "participatory budgeting"},
)
