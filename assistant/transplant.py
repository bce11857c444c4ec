"""The transplant analysis: a practice and an asking city in, a report of what fits and what must change out."""

from collections.abc import Iterable

from assistant import evidence as evidences
from assistant import needs, support
from assistant.city_networks import networks_for
from assistant.dependence import KINDS
from assistant.flags import LIKE, Ground, flag
from assistant.foretell import Foretold, Models, foretell
from assistant.knowledge import AT, Floats, Knowledge
from assistant.likeness import likeness, place
from assistant.profile import ContextProfile, Origin, profile_at
from assistant.report import Flag, Precedent, TransplantReport, Verdict
from assistant.risk import HARM
from assistant.statements import Statement, shown
from assistant.subject import Asked
from corpus.attributes import BY_KEY
from corpus.case import CaseStudy
from corpus.gazetteer import fold
from corpus.network import Network
from corpus.vocabulary import Dimension, Outcome

SEVERITY = {Verdict.FITS: 0.0, Verdict.UNKNOWN: 0.5, Verdict.ADAPT: 0.5, Verdict.BLOCKS: 1.0}
"""How far a verdict is from fitting."""

COPY_FROM = 0.8
"""Fit from which copying is suggested where nothing blocks."""

USUAL = (0.85, 1.15)
"""Risk over the mean harm of all transfers, within which it is called usual."""

MOST_CITIES = 3

MOST_NETWORKS = 3


def report(
    what: Asked,
    city: ContextProfile,
    knowledge: Knowledge,
    places: Floats,
    models: Models,
    networks: Iterable[Network],
    said: Iterable[Statement] = (),
) -> TransplantReport:
    """The report; the same input gives the same report.

    Args:
        places: of the transfers' recipients, shape `(transfers, n)`.
        said: what the city stated in its question, to be shown back.
    """
    origin = _origin(what, city, knowledge)
    everything = evidences.everything(knowledge)
    told = foretell(knowledge, places, what.subject, (origin or city, city), everything, models)
    before = support.precedents(knowledge, what.subject.near, told.likeness)
    itself = origin is not None and origin.label == city.label
    flags = [
        _itself(found, city) if itself else found
        for found in _flags(what, origin, city, knowledge, told, before, models)
    ]
    flags.sort(key=lambda found: (-found.weight, found.dimension))
    return TransplantReport(
        practice=what.name,
        practice_id=what.practice.id if what.practice else None,
        origin=origin.label if origin else None,
        city=city.label,
        understood=tuple(statement.sentence for statement in said) or _stated(city),
        degree="copy" if itself else _degree(flags),
        fit=round(_fit(flags), 4),
        risk=round(told.risk, 4),
        risk_in_words=_in_words(told.risk, knowledge),
        warnings=tuple(_warnings(what, origin, city, knowledge, told)),
        keep=what.practice.core_functions if what.practice else (),
        change=what.practice.forms if what.practice else (),
        check_first=_check_first(flags),
        flags=tuple(flags),
        cities=_cities(what, city, knowledge),
        networks=tuple(
            tie.network.name
            for tie in networks_for(
                networks, (city.name, city.country_code), topics=what.subject.topics
            )[:MOST_NETWORKS]
        ),
    )


def _flags(
    what: Asked,
    origin: ContextProfile | None,
    city: ContextProfile,
    knowledge: Knowledge,
    told: Foretold,
    before: dict[Dimension, tuple[Precedent, ...]],
    models: Models,
) -> list[Flag]:
    checked = needs.check_needs(what.practice, city) if what.practice else {}
    cases = _cases(what, knowledge)
    found = []
    for dimension in Dimension:
        at = AT[dimension]
        conditions = (
            [c for c in what.practice.conditions if c.dimension is dimension]
            if what.practice
            else []
        )
        parts = dict(zip(KINDS, told.seen[at] * models.dependence.kinds, strict=True))
        found.append(
            flag(
                Ground(
                    dimension,
                    what.practice,
                    origin,
                    city,
                    float(told.depends[at]),
                    told.compared[dimension],
                    conditions,
                    checked.get(dimension, []),
                    support.quotes(dimension, cases, what.practice, what.mined, what.name),
                    before.get(dimension, ()),
                    {
                        **parts,
                        "offset": float(models.dependence.base + models.dependence.offsets[at]),
                    },
                )
            )
        )
    return found


def _cases(what: Asked, knowledge: Knowledge) -> list[CaseStudy]:
    """The case asked about, then the others of its practice."""
    if what.practice is None:
        return []
    others = [case for case in knowledge.cases if case.practice == what.practice.id]
    return sorted(others, key=lambda case: case != what.case)


def _origin(what: Asked, city: ContextProfile, knowledge: Knowledge) -> ContextProfile | None:
    """The city of the case asked about; for a practice that of its best case, the likest to the asking city.

    None for a practice that no case and no transfer has.
    """
    if what.case:
        return profile_at(what.case.city, what.case.country)
    if what.practice is None:
        return None
    rank = {Outcome.SUCCESS: 0, Outcome.PARTIAL: 1}
    cases = [case for case in _cases(what, knowledge) if case.outcome is not Outcome.FAILURE]
    if cases:
        best = min(rank.get(case.outcome, 2) for case in cases)
        profiles = [profile_at(c.city, c.country) for c in cases if rank.get(c.outcome, 2) == best]
        return max(profiles, key=lambda profile: _like(profile, city))
    moves = [t for t in knowledge.transfers if t.practice == what.practice.id]
    return profile_at(moves[0].origin.city, moves[0].origin.country) if moves else None


def _like(one: ContextProfile, other: ContextProfile) -> float:
    return float(likeness(place(one), place(other)[None, :])[0])


def _itself(found: Flag, city: ContextProfile) -> Flag:
    return found.model_copy(
        update={
            "verdict": Verdict.FITS,
            "sentence": f"{city.name} is compared with itself.",
            "next_step": "Nothing to adapt; look at what went wrong the first time.",
        }
    )


def _stated(city: ContextProfile) -> tuple[str, ...]:
    return tuple(
        f"{BY_KEY[about.key].label}: {shown(about.key, held.value)}"
        for about, held in city.known()
        if held.origin is Origin.STATED and held.value is not None
    )


def _fit(flags: list[Flag]) -> float:
    return 1 - sum(f.weight * SEVERITY[f.verdict] for f in flags) / sum(f.weight for f in flags)


def _degree(flags: list[Flag]) -> str:
    """How much to take over (Dolowitz and Marsh 2000): the more is blocked, the less is copied."""
    blocked = sum(f.verdict is Verdict.BLOCKS for f in flags)
    if blocked > 1:
        return "inspire"
    if blocked:
        return "combine"
    return "copy" if _fit(flags) >= COPY_FROM else "adapt"


def _check_first(flags: list[Flag]) -> tuple[str, ...]:
    """Blockers and heavy unknowns as tasks that prepare the ground, heaviest first."""
    blocked = [f for f in flags if f.verdict is Verdict.BLOCKS]
    unknown = [f for f in flags if f.verdict is Verdict.UNKNOWN]
    return tuple(dict.fromkeys(f.next_step for f in (*blocked, *unknown)))[:5]


def _in_words(risk: float, knowledge: Knowledge) -> str:
    usual = sum(HARM[t.outcome] for t in knowledge.transfers) / len(knowledge.transfers)
    low, high = (bound * usual for bound in USUAL)
    word = "lower than" if risk < low else "higher than" if risk > high else "about as"
    return f"{word} usual for practices that moved between cities"


def _warnings(
    what: Asked,
    origin: ContextProfile | None,
    city: ContextProfile,
    knowledge: Knowledge,
    told: Foretold,
) -> Iterable[str]:
    if origin and origin.label == city.label:
        yield f"{city.name} is where this was done: it is compared with itself, so all fits."
    for at, move in enumerate(knowledge.transfers):
        if what.subject.near[knowledge.transfer_practice[at]] < support.SAME_PRACTICE:
            continue
        here = (
            fold(move.recipient.city) == fold(city.name)
            and move.recipient.country == city.country_code
        )
        when = f" in {move.year}" if move.year else ""
        why = move.dimensions[0].what
        if here:
            yield f"{city.name} took this over{when} ({move.outcome}): {why}"
        elif move.outcome == "failure" and told.likeness[at] >= LIKE:
            yield f"{move.recipient.city}, a city like {city.name}, tried this{when} and failed: {why}"
    if what.mined or what.practice is None:
        yield "Read from a document by rules and reviewed by no one: it weighs less, so check it at the source."
    if origin is None:
        yield "There is no origin to compare with, so only what is known of your city was checked."


def _cities(what: Asked, city: ContextProfile, knowledge: Knowledge) -> tuple[str, ...]:
    """Cities with a case of the practice, or that took it over, the likest to the asking one first."""
    ends = [(case.city, case.country) for case in _cases(what, knowledge)]
    ends += [
        (move.recipient.city, move.recipient.country)
        for at, move in enumerate(knowledge.transfers)
        if what.subject.near[knowledge.transfer_practice[at]] >= support.SAME_PRACTICE
    ]
    profiles = {profile.label: profile for profile in (profile_at(*end) for end in ends)}
    others = [label for label in profiles if label != city.label]
    others.sort(key=lambda label: (-_like(profiles[label], city), label))
    return tuple(others[:MOST_CITIES])
