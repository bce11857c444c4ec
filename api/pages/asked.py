"""What the page of a question and its answer shows, beside its filters, from what its address holds."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.pages.cards import cards
from api.pages.telling import balanced, chance, language, mended
from assistant.alike import most_alike
from assistant.answer import Answer
from assistant.assistant import MAX_K, MAX_QUESTION, SeenAssistant
from assistant.facets import OUTCOMES, Facet
from assistant.filter_words import given
from assistant.heard import subjects
from assistant.profile import ContextProfile
from assistant.why import described
from corpus.errors import BadLimit, BadValue
from index.balance import checked

EXAMPLES = (
    "How do we keep informal settlements from flooding?",
    "What can we do against heat with little money?",
    "Minibus owners oppose our new bus system",
    "How do we get households to separate food waste?",
)

FIRST, MORE = 5, 10
"""Answers that are shown at first, and how many more a link shows."""

PEERS = 5
"""Cities like the asking one that are named beside the answers."""

TOPICS = 2
"""Topics that an answer may be narrowed to right above it."""

Token = tuple[str, str, str]
"""A filter as it stands in an address, its facet and its value as people read them."""


def form(question: str, city: str, literally: bool, balance: str) -> dict[str, Any]:
    """The page before anything is asked; `base` is what every link to the answer has."""
    ways = [("literally", "1")] * literally + [("balance", balance)] * bool(balance)
    return {
        "question": question,
        "city": city,
        "literally": literally,
        "balance": balance,
        "base": [("q", question[:MAX_QUESTION]), ("city", city), *ways],
        "answer": None,
        "trouble": None,
        "unbalanced": False,
        "nearest": (),
        "chosen": (),
        "narrowing": (),
        "examples": EXAMPLES,
        "outcomes": OUTCOMES,
        "max_question": MAX_QUESTION,
    }


def epsilon(balance: str) -> float | None:
    """What a place may lose for balance, as the address has it.

    Raises:
        BadLimit: it is no number from 0 to 1.
    """
    if not balance:
        return None
    try:
        return checked(float(balance))
    except ValueError as error:
        raise BadLimit(
            f"Balance is '{balance[:60]}'. It is the most relevance that a place may lose; "
            "give a number from 0 to 1, such as 0.05."
        ) from error


def most(k: str) -> int:
    """How many answers to show, as the address has it.

    Raises:
        BadValue: it is no number from 1 to MAX_K.
    """
    if not k:
        return FIRST
    if k.isascii() and k.isdigit() and 1 <= int(k[:9]) <= MAX_K:
        return int(k)
    raise BadValue(f"k is '{k[:60]}'; give a number from 1 to {MAX_K}.")


def shown(assistant: SeenAssistant, answer: Answer, city: str, k: int) -> dict[str, Any]:
    """An answer with what its page says of it; `place` is the asking city, given or read from the question."""
    read = answer.city if answer.city and answer.city.from_question else None
    place = f"{read.name}, {read.country}" if read else city
    profile = _profile(assistant, answer, place)
    return {
        "answer": answer,
        "place": place,
        "about_city": described(profile) if profile else "",
        "subjects": subjects(answer.question),
        "cards": cards(assistant, answer, profile),
        "peers": _peers(assistant, profile) if profile and not answer.abstained else (),
        "more": min(k + MORE, MAX_K) if answer.found > k and k < MAX_K else None,
        "language": language(answer.reading),
        "mended": mended(answer.reading),
        "balanced": balanced(answer),
        "chance": chance,
    }


def _profile(assistant: SeenAssistant, answer: Answer, place: str) -> ContextProfile | None:
    """The asking city as the answer took it, with what the question states of it."""
    if answer.city is None:
        return None
    return assistant.asking(place, {}, answer.reading.english or answer.question).profile


def _peers(assistant: SeenAssistant, city: ContextProfile) -> list[tuple[str, str]]:
    """Name and country of the cities most like it that have something to teach."""
    labels = most_alike(city, assistant.transplants.held().knowledge.cases, PEERS)
    return [(name, country) for name, _, country in (label.rpartition(", ") for label in labels)]


def topics(answer: Answer) -> Iterator[tuple[str, str, int]]:
    """Topics of most of what was found that would narrow it: token, name and count."""
    rows = [row for row in answer.facets if row.facet == Facet.TOPIC and not row.chosen]
    narrowing = [row for row in rows if 0 < row.count < answer.found and row.value != "unknown"]
    for row in sorted(narrowing, key=lambda row: -row.count)[:TOPICS]:
        yield f"{row.facet}:{row.value}", row.label, row.count


def ways_out(
    assistant: SeenAssistant, answer: Answer, chosen: Sequence[Token], literally: bool
) -> Iterator[tuple[Token, int]]:
    """For an answer that filters left empty: each filter with how many answers there are without it."""
    for token in chosen if answer.abstained else ():
        kept = given([other[0] for other in chosen if other != token])
        found = assistant.ask(answer.question, k=1, filters=kept, literally=literally).found
        if found:
            yield token, found
