"""The tool `transplant`: what must change before a practice works in a city, on all fifteen dimensions."""

from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import urlencode

from pydantic import Field

from api.chat.inert import plain
from api.mcp.fence import fenced
from api.mcp.sheet import Dimension, Evidence, Sheet, lines
from api.mcp.tool import Given, Linked, Told, Tool, View
from assistant.assistant import MAX_QUESTION
from assistant.report import Flag, Precedent, Support, TransplantReport, Verdict
from corpus.vocabulary import label

CITIES = 5
"""Most cities and networks that are named; the page has all."""


class Pair(Given):
    """What `transplant` takes."""

    practice: str = Field(
        description="A practice's name, or the id of a case study or document",
        min_length=1,
        max_length=500,
        examples=["bus rapid transit"],
    )
    city: str = Field(
        description="The asking city, with its country where the name is common",
        min_length=1,
        examples=["Accra, Ghana"],
    )
    says: str = Field(
        "",
        description="What the city states of itself, in words",
        max_length=MAX_QUESTION,
        examples=["we have no sewers, 400,000 people"],
    )


def transplant(pair: Pair, view: View) -> Told:
    """The sheet of a practice for a city.

    Raises:
        UnknownPractice, UnknownCity, BadValue: the message says what to change.
    """
    report = view.assistant.transplant(pair.practice, pair.city, question=pair.says)
    page = f"{view.base}/transplant?{urlencode({'practice': pair.practice, 'city': report.city})}"
    sheet = _sheet(report, page, view.base)
    name = f"{sheet.practice} in {sheet.city}"
    opened = Linked(page, name, "What must change, on all fifteen dimensions", "text/html")
    told = "Cite evidence by its number, such as [1]. 'unknown' is something to find out, never a match."
    return Told(sheet, f"{fenced(chr(10).join(lines(sheet)))}\n\n{told}", (opened,))


def _sheet(report: TransplantReport, page: str, base: str) -> Sheet:
    numbers = count(1)
    return Sheet(
        practice=plain(report.practice),
        practice_id=report.practice_id or "",
        origin=plain(report.origin or ""),
        city=plain(report.city),
        understood=_plain(report.understood),
        degree=report.degree,
        fit=round(report.fit, 2),
        risk=plain(report.risk_in_words),
        warnings=_plain(report.warnings),
        keep=_plain(report.keep),
        change=_plain(report.change),
        check_first=_plain(report.check_first),
        dimensions=tuple(_dimension(flag, numbers, base) for flag in report.flags),
        cities=_plain(report.cities[:CITIES]),
        networks=_plain(report.networks[:CITIES]),
        page=page,
    )


def _plain(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(plain, texts))


def _dimension(flag: Flag, numbers: Iterator[int], base: str) -> Dimension:
    """The flag with its first piece of evidence and its first precedent; where all fits, with the verdict alone."""
    shown = Dimension(
        dimension=label(flag.dimension),
        verdict=flag.verdict,
        weight=round(flag.weight, 2),
        sentence=plain(flag.sentence),
    )
    if flag.verdict is Verdict.FITS:
        return shown
    return shown.model_copy(
        update={
            "evidence": tuple(_evidence(one, next(numbers), base) for one in flag.evidence[:1]),
            "elsewhere": _elsewhere(flag),
            "next_step": plain(flag.next_step),
        }
    )


def _evidence(support: Support, n: int, base: str) -> Evidence:
    url = support.url or ""
    return Evidence(
        n=n,
        quote=plain(support.text),
        source=plain(support.source),
        url=base + url if url.startswith("/") else url,
    )


def _elsewhere(flag: Flag) -> str:
    """The first precedent that the verdict's sentence does not tell already."""
    told = [one for one in flag.precedents if one.what not in flag.sentence]
    return _precedent(told[0]) if told else ""


def _precedent(precedent: Precedent) -> str:
    when = f", {precedent.year}" if precedent.year else ""
    return plain(
        f"{precedent.city}, {precedent.country} ({precedent.outcome.replace('_', ' ')}{when}): {precedent.what}"
    )


TRANSPLANT = Tool(
    name="transplant",
    title="What must change before a practice works in a city",
    description=(
        "What has to be kept, changed and checked before a practice that worked elsewhere works in the user's city. "
        "Call it once the user looks at one practice. Gives a verdict on each of fifteen dimensions (fits, adapt, "
        "blocks, unknown) with evidence, what other cities changed or broke on, and what to find out first. It is no "
        "forecast. Where a practice or city is not known, the nearest names are told."
    ),
    takes=Pair,
    gives=Sheet,
    call=transplant,
    example={"practice": "bus rapid transit", "city": "Accra, Ghana"},
    smaller=(
        "If it is smaller, give its name with its country, and state its population in says, "
        "such as 'we have 12,000 people'."
    ),
)
