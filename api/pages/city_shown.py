"""All that the page of a city shows, put together for its template."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from api.access.roles import Role
from api.access.viewer import Viewer
from api.pages import city_form, city_view, worldmap
from api.pages.city_history import steps
from api.pages.city_place import Place
from assistant.assistant import SeenAssistant
from assistant.city_networks import networks_for
from assistant.facets import OUTCOMES
from assistant.peers import Peer, peers
from assistant.profile import Origin
from assistant.questionnaire import QUESTIONS, Gap, gaps
from assistant.topics import topics_of
from corpus.vocabulary import Topic, label

PEERS = 8
"""Cities like the asking one that are shown: as many as can be told apart on the map."""

NOTHING_WRONG: Mapping[str, str] = {}


def shown(
    viewer: Viewer, assistant: SeenAssistant, place: Place, topic: str = ""
) -> dict[str, Any]:
    """What the page shows where nothing was entered yet.

    Raises:
        BadValue: there is no such topic.
    """
    near = _peers(assistant, place, topic)
    return {
        "place": place,
        "profile": place.profile,
        "asking": "" if place.people else place.name,
        "says": f"population {place.people}" if place.people else "",
        "answers": viewer.role.includes(Role.READER),
        "glance": list(city_view.glance(place.profile)),
        "peers": near,
        "topic": next((label(t) for t in Topic if {t} == topics_of(topic)), topic),
        "topics": [label(t) for t in Topic],
        "dimensions": city_view.by_dimension(place.profile),
        "columns": city_view.columns(place.profile),
        "networks": networks_for(
            assistant.transplants.held().networks,
            (place.profile.name, place.profile.country_code),
            [peer.name for peer in near],
            topics_of(topic),
        ),
        "maps": city_view.drawings(place.profile, near),
        "outline": worldmap.outline(),
        **_assessment(assistant, place),
        **WORDS,
    }


def _peers(assistant: SeenAssistant, place: Place, topic: str) -> tuple[Peer, ...]:
    """The peers, also of a place that is in no table."""
    if not place.people:
        return assistant.peers(place.name, topic, PEERS)
    held = assistant.transplants.held().knowledge
    return peers(place.profile, held, topics_of(topic), PEERS)


def _assessment(assistant: SeenAssistant, place: Place) -> dict[str, Any]:
    """The questionnaire, filled in with what is known, its gaps and its versions."""
    weak, open_ = gaps(place.profile)
    history = assistant.assessments.history(place.profile)
    return {
        "weak": weak,
        "stated": any(place.profile.values[q.key].origin is Origin.STATED for q in QUESTIONS),
        "unanswered": len(open_),
        "asked": len(QUESTIONS),
        "questions": city_form.by_dimension(),
        "texts": {question.key: question.text for question in QUESTIONS},
        "entries": city_form.entered(place.profile),
        "wrong": NOTHING_WRONG,
        "notice": "",
        "saved": False,
        "history": steps(history)[::-1],
        "version": history[-1].version if history else 0,
    }


def _query(**values: str) -> str:
    """A query without what is empty."""
    return urlencode({name: value for name, value in values.items() if value})


def _moment(saved: str) -> str:
    """`2026-11-28T23:10:05+00:00` → `28 November 2026, 23:10 UTC`."""
    return f"{dt.datetime.fromisoformat(saved):%-d %B %Y, %H:%M} UTC"


def _answer(gap: Gap, city: Place) -> str:
    """An answer that shows a weakness, as people read it."""
    held = city.profile.values[gap.question.key].value
    return city_view.value_words(gap.question.attribute, held) if held is not None else ""


def _up(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


WORDS = {
    "up": _up,
    "query": _query,
    "moment": _moment,
    "answer_words": _answer,
    "alike": city_view.alike_words,
    "words": city_view.value_words,
    "outcomes": OUTCOMES,
}
"""How the template puts things into words."""
