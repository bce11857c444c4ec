import pytest

from api.chat.heard import heard
from api.chat.moves import (
    About,
    Elsewhere,
    Fits,
    Move,
    Narrow,
    Peers,
    Question,
    Said,
    SetCity,
    Wish,
)
from api.chat.talk import Talk

AFTER = Talk(
    city="Accra, Ghana",
    question="Our bus reform angered passengers",
    shown=("santiago-transantiago-bus-reform", "yangon-bus-service-reform", "delhi-brt"),
    places=("Santiago", "Yangon", "Delhi"),
)
_SHOWN = {Wish.SHOW_CITY: "city?", Wish.FORGET_CITY: "city-"}


def short(move: Move) -> str:
    """A move in a few words, as tests/api/chat/utterances.py has it."""
    match move:
        case SetCity(name, then):
            return f"city={name}" + (f" > {then}" if then else "")
        case Elsewhere(name):
            return f"elsewhere={name}"
        case Narrow(value, facet, also, _):
            return " ".join(filter(None, ("also" if also else "narrow", facet, value)))
        case About(number, aspect, words):
            return f"about {number} {aspect} {words}".strip()
        case Fits(number, city):
            return f"fits {number} {city}".strip()
        case Peers(topic, city):
            return " ".join(filter(None, ("peers", topic, city and f"of {city}")))
        case Said(number, thumbs, comment):
            return f"{thumbs} {number} {comment}".strip()
        case Question(_):
            return "question"
    return _SHOWN.get(move, str(move))
