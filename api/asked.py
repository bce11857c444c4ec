"""What the page of a question and its answer shows, beside its filters, from what its address holds."""

from typing import Any

from api.telling import balanced, chance, language, mended
from assistant.answer import Answer
from assistant.assistant import MAX_QUESTION
from assistant.facets import OUTCOMES
from corpus.errors import BadLimit
from index.balance import checked

EXAMPLES = (
    "How do we keep informal settlements from flooding?",
    "What can we do against heat with little money?",
    "Minibus owners oppose our new bus system",
    "How do we get households to separate food waste?",
)


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


def shown(answer: Answer, city: str) -> dict[str, Any]:
    """An answer with what its page says of it; `place` is the asking city, given or read from the question."""
    read = answer.city if answer.city and answer.city.from_question else None
    return {
        "answer": answer,
        "place": f"{read.name}, {read.country}" if read else city,
        "language": language(answer.reading),
        "mended": mended(answer.reading),
        "balanced": balanced(answer),
        "chance": chance,
    }
