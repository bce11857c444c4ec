"""A practice beside others for one city: the case, what it is in a sentence, and what must change, as the viewer sees it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from assistant.asking import Asking
from assistant.assistant import SeenAssistant
from assistant.facets import OUTCOMES
from assistant.report import TransplantReport, Verdict
from corpus.case import CaseStudy, Lesson
from corpus.errors import BadShortlist, UnknownCase, UnknownCity
from corpus.gazetteer import country_name, resolve
from ingest.quality.words import sentences_of

LEAST, MOST = 2, 4
"""Practices that are compared side by side."""

COST = "Cost and who paid"
"""The section of a case study that tells what it cost."""

LESSONS = 3
"""Most lessons of a case that are shown beside others."""


class Side(NamedTuple):
    """One practice for the asking city.

    Attributes:
        city: the asking city, as `city_label` names it.
        what: the practice in a sentence.
        note: why it was kept; empty where no note was written, or it is not on a shortlist.
    """

    city: str
    case: CaseStudy
    what: str
    report: TransplantReport
    note: str = ""

    @property
    def where(self) -> str:
        """`Dakar, Senegal · 2013–2015`."""
        return f"{self.case.city}, {country_name(self.case.country)} · {self.case.years}"

    @property
    def sheet(self) -> str:
        """The address of its transplant sheet."""
        return f"/transplant?{urlencode({'practice': self.case.id, 'city': self.city})}"

    @property
    def outcome(self) -> str:
        """How it turned out, in words."""
        return OUTCOMES[self.case.outcome]


def city_label(place: Asking) -> str:
    """The asking city by a name that means it alone: with its region where its country has several of that name."""
    profile = place.profile
    city = profile.city
    if city is None or _meant(profile.label) == city.id:
        return profile.label
    return f"{city.name}, {city.admin}, {city.country}"


def _meant(name: str) -> int | None:
    """The city that a name means alone; None where it means several or none."""
    try:
        return resolve(name).id
    except UnknownCity:
        return None


def side(assistant: SeenAssistant, place: Asking, case_id: str, note: str = "") -> Side:
    """A practice for a city.

    Raises:
        UnknownCase: there is none of that id that the viewer may see.
    """
    case = assistant.case(case_id)
    report = assistant.transplants.report(case_id, place)
    return Side(city_label(place), case, _what(assistant, case), report, note)


def seen(assistant: SeenAssistant, case_ids: Iterable[str]) -> dict[str, CaseStudy]:
    """Those of the case studies that are there for the viewer, by id, in the same order."""
    found = {}
    for case_id in case_ids:
        try:
            found[case_id] = assistant.case(case_id)
        except UnknownCase:
            continue  # gone, or not for this viewer
    return found


def chosen(case_ids: Sequence[str]) -> tuple[str, ...]:
    """The case studies to compare, each once.

    Raises:
        BadShortlist: they are fewer than LEAST, or more than MOST.
    """
    each = tuple(dict.fromkeys(case_ids))
    if not LEAST <= len(each) <= MOST:
        raise BadShortlist(
            f"Choose {LEAST} to {MOST} practices to compare; {len(each) or 'none'} "
            f"{'was' if len(each) <= 1 else 'were'} chosen."
        )
    return each


def cost(case: CaseStudy) -> list[str]:
    """What the case tells of cost and who paid, sentence by sentence; empty where it tells nothing."""
    return sentences_of(dict(case.sections).get(COST, ""))


def weighty(this: Side) -> list[Lesson]:
    """The lessons on what weighs most in the asking city and does not simply fit, at most LESSONS."""
    weights = {
        flag.dimension: flag.weight
        for flag in this.report.flags
        if flag.verdict is not Verdict.FITS
    }

    def weight(lesson: Lesson) -> float:
        return max((weights.get(dimension, 0.0) for dimension in lesson.dimensions), default=0.0)

    found = [lesson for lesson in this.case.lessons if weight(lesson) > 0]
    return sorted(found, key=weight, reverse=True)[:LESSONS]


def _what(assistant: SeenAssistant, case: CaseStudy) -> str:
    known = assistant.transplants.held().knowledge
    at = known.positions.get(case.practice)
    if at is not None:
        return known.practices[at].summary
    return next(iter(sentences_of(dict(case.sections).get("What was done", ""))), case.title)
