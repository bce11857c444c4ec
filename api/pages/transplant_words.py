"""How the transplant sheet speaks, on its page and in what is exported of it."""

from collections.abc import Mapping

from assistant.flags import HEAVY
from assistant.questionnaire import QUESTIONS, Question
from assistant.report import Flag, Precedent, ShownValue, Support, TransplantReport, Verdict

MARKS: Mapping[Verdict, str] = {
    Verdict.FITS: "✓",
    Verdict.ADAPT: "~",
    Verdict.BLOCKS: "✕",
    Verdict.UNKNOWN: "?",
}
"""A sign for each verdict, so that colour is not needed."""

DEGREES: Mapping[str, str] = {
    "copy": "Take it over much as it is.",
    "adapt": "Take it over, and change its form where the flags say so.",
    "combine": "Take parts of it, together with something that does what is blocked here.",
    "inspire": "Take the idea, not the practice: too much that it hangs on is missing here.",
}

CAUTION = "This anticipates; only a pilot can tell."

METHOD = (
    "Weights and risk come from a model fitted on documented transfers between cities. They say where to "
    "look first, not what will happen. Where something is not known, that is said, and it counts as "
    "neither good nor bad."
)

DECIDES = 0.5
"""Weight from which a dimension decides: more transfers like this name it than not."""


def weight_in_words(weight: float) -> str:
    """How much hangs on a dimension of this weight, 0..1."""
    if weight >= DECIDES:
        return "decides"
    return "weighs" if weight >= HEAVY else "weighs little"


def origin_of(value: ShownValue) -> str:
    """Where a value comes from: `country figure, 2022`; `not known`."""
    if value.value is None:
        return "not known"
    return f"{value.origin}, {value.year}" if value.year else value.origin


def place_of(evidence: Support) -> str:
    """Where a piece of evidence stands: `Title, page 3`."""
    if evidence.kind == "judgement":
        return "Typical of this practice, in the judgement of Citygraft's editors"
    place = f"page {evidence.page}" if evidence.page else evidence.section or ""
    unreviewed = "" if evidence.reviewed else " (found by rules, reviewed by no one)"
    return f"{evidence.source}{place and f', {place}'}{unreviewed}"


def told_by(move: Precedent) -> str:
    """Who a precedent is of: `Dar es Salaam, Tanzania, 2016`."""
    return ", ".join(filter(None, (move.city, move.country, str(move.year or ""))))


def next_of(flag: Flag) -> str:
    """What to do next: a task, or what to find out."""
    step = flag.next_step
    return step if step.startswith("Find out") else f"Next: {step}"


def question_of(flag: Flag) -> Question | None:
    """The question of the self-assessment that would tell what a flag cannot; None where none would."""
    if flag.verdict is not Verdict.UNKNOWN:
        return None
    known = {value.attribute for value in flag.recipient_values if value.value is not None}
    asked = [q for q in QUESTIONS if q.text in flag.next_step]
    open_ = [q for q in QUESTIONS if q.dimension == flag.dimension and q.key not in known]
    return next(iter(asked + open_), None)


def counted(report: TransplantReport) -> str:
    """How many dimensions stand how: `5 fit · 7 to adapt · 0 blocked · 3 unknown`."""
    verdicts = [flag.verdict for flag in report.flags]
    names = {Verdict.FITS: "fit", Verdict.ADAPT: "to adapt", Verdict.BLOCKS: "blocked"}
    named = {**names, Verdict.UNKNOWN: "not known"}
    return " · ".join(f"{verdicts.count(verdict)} {name}" for verdict, name in named.items())
