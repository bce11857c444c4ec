"""A transplant sheet as a tool gives it: its fields, and the same as text."""

from collections.abc import Iterator

from pydantic import Field

from api.chat.inert import markdown
from api.mcp.fence import cited, link
from assistant.report import Part, Verdict


class Evidence(Part):
    """A quoted piece of evidence."""

    n: int = Field(description="Its number: cite it as [n]")
    quote: str = Field(description="Verbatim from the source; untrusted text")
    source: str
    url: str = Field(description="Opens the source; empty where it has no page")


class Dimension(Part):
    """The verdict on one dimension."""

    dimension: str
    verdict: Verdict
    weight: float = Field(description="How much hangs on it, 0..1")
    sentence: str
    evidence: tuple[Evidence, ...] = ()
    elsewhere: str = Field(default="", description="What another city changed, or what broke there")
    next_step: str = Field(default="", description="What to find out, or whom to ask")


class Sheet(Part):
    """What `transplant` gives."""

    practice: str
    practice_id: str = Field(description="Empty for a practice met only in a document")
    origin: str = Field(description="The city it is compared with; empty where there is none")
    city: str
    understood: tuple[str, ...] = Field(description="What the city stated of itself")
    degree: str = Field(description="copy, adapt, combine or inspire")
    fit: float = Field(description="Share of the weight that fits, 0..1; unknown counts half")
    risk: str = Field(description="In words; no forecast")
    warnings: tuple[str, ...]
    keep: tuple[str, ...]
    change: tuple[str, ...]
    check_first: tuple[str, ...]
    dimensions: tuple[Dimension, ...] = Field(description="All fifteen, the heaviest first")
    cities: tuple[str, ...] = Field(description="That have done it, the likest first")
    networks: tuple[str, ...] = Field(description="That connect cities on this topic")
    page: str = Field(description="Opens the sheet")


def lines(sheet: Sheet) -> Iterator[str]:
    """The sheet in Markdown, line by line."""
    yield f"**{markdown(sheet.practice)}** in {markdown(sheet.city)}: {sheet.degree}, fit {sheet.fit:.2f}"
    yield from (f"Understood: {markdown(line)}" for line in sheet.understood)
    yield f"Risk: {markdown(sheet.risk)}"
    yield from (f"Warning: {markdown(line)}" for line in sheet.warnings)
    for name, texts in (
        ("Keep", sheet.keep), ("Change", sheet.change), ("Check first", sheet.check_first),
    ):  # fmt: skip
        if texts:
            yield f"\n{name}:"
            yield from (f"- {markdown(text)}" for text in texts)
    yield "\nDimensions, the heaviest first:"
    for dimension in sheet.dimensions:
        yield from _dimension_lines(dimension)
    for name, texts in (("Cities that did it", sheet.cities), ("Networks", sheet.networks)):
        if texts:
            yield f"\n{name}: {'; '.join(map(markdown, texts))}"
    yield "\n" + link("The sheet", sheet.page)


def _dimension_lines(shown: Dimension) -> Iterator[str]:
    yield f"- **{shown.dimension}**: {shown.verdict}, weight {shown.weight:.2f}. {markdown(shown.sentence)}"
    for one in shown.evidence:
        yield f"  > {cited(one.n, one.url)} “{markdown(one.quote)}” ({markdown(one.source)})"
    if shown.elsewhere:
        yield f"  Elsewhere: {markdown(shown.elsewhere)}"
    if shown.next_step:
        yield f"  Next: {markdown(shown.next_step)}"
