"""The self-assessment: at most 25 questions that turn what is unknown of a city into stated values."""

from typing import NamedTuple

from assistant.profile import ContextProfile
from corpus.attributes import BURDENS, BY_KEY, Attribute
from corpus.vocabulary import Dimension


class Question(NamedTuple):
    """One question; each may be skipped.

    Attributes:
        key: the attribute that an answer states.
        text: what is asked.
        essential: of the Ten Essentials for Making Cities Resilient (UNDRR), 1..10; None where none fits.
        ask: what to ask the corpus where the city finds itself weak.
    """

    key: str
    text: str
    essential: int | None
    ask: str

    @property
    def attribute(self) -> Attribute:
        """What the question is about."""
        return BY_KEY[self.key]

    @property
    def dimension(self) -> Dimension:
        """The dimension that it speaks to."""
        return self.attribute.dimension


QUESTIONS: tuple[Question, ...] = (
    Question("metropolitan_body", "Does one body plan for the whole built-up area?", 1, "How do neighbouring municipalities plan together?"),
    Question("lead_agency", "Is there an agency that can lead a task across departments?", 1, "How can one agency lead across departments?"),
    Question("power_to_charge", "May the city set charges and fees of its own?", 3, "How do cities raise money without new tax powers?"),
    Question("power_to_enforce", "Can the city enforce its own rules with fines?", 4, "How do cities enforce rules with few inspectors?"),
    Question("champion", "Does someone at the top stand up for the change you want?", 1, "How do projects survive without a political champion?"),
    Question("years_to_election", "How many years are left until the next city election?", None, "How do projects survive a change of mayor?"),
    Question("own_revenue", "What share of the budget is the city's own revenue?", 3, "How do cities improve their own revenue?"),
    Question("may_borrow", "May the city borrow?", 3, "How does a city finance investment if it may not borrow?"),
    Question("running_cost", "Is the running cost of new services safe for three years?", 3, "How do cities pay for upkeep of new services?"),
    Question("technical_staff", "Does the city have skilled staff for such tasks?", 6, "How do cities with few engineers build skills?"),
    Question("maintenance", "Is what was built in the last ten years well maintained?", 8, "How can residents help to maintain infrastructure?"),
    Question("sewer", "What share of homes is connected to a sewer?", 8, "What sanitation works without sewers?"),
    Question("piped_water", "What share of homes has piped water?", 8, "How do informal settlements get piped water?"),
    Question("paved_streets", "What share of streets is paved?", 8, "What works where streets are unpaved?"),
    Question("informal_transport", "What share of public transport trips is by informal minibuses?", None, "How can minibus owners be brought into a reform?"),
    Question("terrain", "Is the city flat, rolling or steep?", 2, "How do cities build safely on steep slopes?"),
    Question("hazards", "Which hazards matter most?", 2, "How do cities assess their hazards?"),
    Question("trust", "Do people trust and follow the city's rules?", 7, "How do cities build trust with residents?"),
    Question("informal_work", "What share of working people has no formal job?", 7, "How do cities protect informal livelihoods?"),
    Question("forums", "Are there standing forums in which residents take part?", 7, "How do residents take part in planning?"),
    Question("monitoring", "Are there measured data on the problem?", 2, "How do cities measure with little money?"),
    Question("trial_possible", "Could a practice be tried on a small scale first?", None, "How do cities try things out before they build?"),
    Question("private_capacity", "Are there firms that can build and run it?", 7, "How do small local firms run public services?"),
    Question("tenure", "Are land rights clear where you want to work?", 4, "What works where land rights are unclear?"),
    Question("public_land", "Is there public land or street space to spare?", 4, "How do cities find space in dense areas?"),
)  # fmt: skip

WEAK = {"no", "low"}
"""Answers in words that show a gap; a share of services below `WEAK_SHARE` does too."""

WEAK_SHARE = 40.0


class Gap(NamedTuple):
    """A question whose answer shows a weakness, or that was never answered (`value` None)."""

    question: Question
    value: str | None


def gaps(profile: ContextProfile) -> tuple[list[Gap], list[Gap]]:
    """`(weaknesses, unanswered)` of a city, in the order of the questionnaire."""
    weak, open_ = [], []
    for question in QUESTIONS:
        held = profile.values[question.key]
        if held.value is None:
            open_.append(Gap(question, None))
        elif _is_weak(question, held.value):
            weak.append(Gap(question, str(held.value)))
    return weak, open_


def _is_weak(question: Question, value: object) -> bool:
    if isinstance(value, float) and question.attribute.unit == "%":
        high_is_weak = question.key in BURDENS
        return value > 100 - WEAK_SHARE if high_is_weak else value < WEAK_SHARE
    if question.key == "years_to_election":
        return isinstance(value, float) and value < 1
    return value in WEAK
