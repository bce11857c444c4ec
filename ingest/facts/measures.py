"""Areas, people, shares and tonnes of carbon dioxide: a number with its unit."""

import re
from typing import NamedTuple

from ingest.facts.numbers import Amount
from ingest.facts.scales import LETTERS

_AREAS = {
    r"ha|hectares?|hect[áa]reas?|Hektar": 1e4,
    r"km²|km2|km\^2|sq\.? ?km|square kilomet(?:er|re)s?|kil[óo]metros? cuadrados?|"
    r"quil[ôo]metros? quadrados?|kilom[èe]tres? carrés?|Quadratkilometern?": 1e6,
    r"m²|m2|m\^2|sqm|sq\.? ?m|square met(?:er|re)s?|metros? cuadrados?|metros? quadrados?|"
    r"mètres? carrés?|Quadratmetern?": 1.0,
    r"acres?": 4046.8564224,
    r"sq\.? ?mi|sq\.? miles?|square miles?|mi²": 2589988.110336,
    r"sq\.? ?ft|ft²|square f(?:ee|oo)t": 0.09290304,
    r"sq\.? ?yd|square yards?": 0.83612736,
}  # fmt: skip

_PEOPLE = {
    "people": "people persons person residents inhabitants citizens habitantes habitants personas pessoas "
    "personnes einwohner menschen vecinos moradores residentes dwellers",
    "households": "households household hogares foyers ménages haushalte domicílios",
    "families": "families family familias famílias familles familien",
}  # fmt: skip
_SAME = frozenset(
    [
        "women",
        "men",
        "children",
        "girls",
        "boys",
        "students",
        "pupils",
        "teachers",
        "workers",
        "employees",
        "jobs",
        "users",
        "customers",
        "clients",
        "passengers",
        "riders",
        "commuters",
        "cyclists",
        "pedestrians",
        "visitors",
        "tourists",
        "patients",
        "farmers",
        "fishers",
        "vendors",
        "traders",
        "collectors",
        "drivers",
        "operators",
        "volunteers",
        "officers",
        "officials",
        "staff",
        "members",
        "participants",
        "beneficiaries",
        "migrants",
        "refugees",
        "squatters",
        "tenants",
        "owners",
        "homeowners",
        "subscribers",
        "voters",
        "deaths",
        "casualties",
        "victims",
        "experts",
        "professionals",
        "trainees",
        "youth",
    ]
)
"""Whoever is counted by these words is the unit by the same word."""

_COUNTED = {name: unit for unit, names in _PEOPLE.items() for name in names.split()} | {
    name: name for name in _SAME
}
_KINDS_OF_PEOPLE = (
    r"poor|poorest|urban|rural|local|new|young|old|older|elderly|more|other|additional|extra|further|vulnerable|"
    r"displaced|homeless|disabled|affected|registered|unemployed|informal|formal|public|private|municipal|trained|"
    r"female|male|foreign|daily|active|annual|different|direct|indirect|permanent|temporary|full-time|part-time|"
    r"[a-z]{2,12}-(?:income|led|headed|class|risk|based)|street|waste|school|city|bus|market|transit|health|slum"
)
_GAP = r"[ \u00a0\u202f\n-]{1,2}"
_UNIT = re.compile(
    r"(?:(?P<percent>\s?%|{gap}(?:per ?cent|percent|pour ?cent|por ?ciento|por ?cento|Prozent)\b)"
    r"|(?:{gap})?(?P<carbon>(?P<mega>[kKMG]?)t ?CO[2₂](?:[ -]?e(?:q)?)?(?!\w)"
    r"|(?P<mega2>kilo|mega)?ton(?:ne)?s (?:of )?(?:CO[2₂](?:[ -]?e(?:q)?)?(?!\w)|carbon dioxide)(?:[ -]equivalents?)?)"
    r"|(?:{gap})?(?:{areas})(?![\w²³-])"
    r"|{gap}(?:de |d['’])?(?:(?:{adjectives}) )?(?P<people>[^\W\d_]{{3,16}})(?![\w]|-\w))".format(
        gap=_GAP,
        areas="|".join(f"(?P<a{at}>{names})" for at, names in enumerate(_AREAS)),
        adjectives=_KINDS_OF_PEOPLE,
    )
)
_FACTORS = tuple(_AREAS.values())
_MEGA = {"": 1.0, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "kilo": 1e3, "mega": 1e6}

_POPULATION = re.compile(
    r"(?:population (?:of|is|was|reached|totals|totalled)|home to|población de|população de|population de)"
    r"(?: (?:about|around|some|over|nearly|almost|roughly|more than|unos|cerca de))? $",
    re.IGNORECASE,
)


class Measure(NamedTuple):
    """What an amount measures: kind and unit as in `Fact`, what a value is multiplied by, and its span."""

    kind: str
    unit: str
    factor: float
    start: int
    end: int


def measure(text: str, amount: Amount) -> Measure | None:
    """What the amount measures, told by the unit after it; None where that is not known."""
    found = _UNIT.match(text, amount.end)
    if amount.scale in LETTERS and not _is_thousands_of_people(text, amount, found):
        return None
    if found and (told := _told(found, amount)):
        return told
    if _POPULATION.search(text, max(0, amount.start - 40), amount.start):
        start = amount.start - len(_population(text, amount))
        return Measure("people", "people", 1.0, start, amount.end)
    return None


def _told(found: re.Match[str], amount: Amount) -> Measure | None:
    start, end = amount.start, found.end()
    if found["percent"]:
        return Measure("percent", "%", 1.0, start, end)
    if found["carbon"]:
        factor = _MEGA[found["mega"] or found["mega2"] or ""]
        return Measure("carbon", "t CO₂", factor, start, end)
    if people := found["people"]:
        unit = _COUNTED.get(people.lower())
        in_digits_or_scaled = amount.digits or amount.scale
        return Measure("people", unit, 1.0, start, end) if unit and in_digits_or_scaled else None
    at = next(at for at in range(len(_FACTORS)) if found[f"a{at}"])
    return Measure("area", "m²", _FACTORS[at], start, end)


def _is_thousands_of_people(text: str, amount: Amount, found: re.Match[str] | None) -> bool:
    """True for `40k people` and `1.2m residents`, where the letter stands at the number."""
    glued = text[amount.end - len(amount.scale) - 1].isdigit()
    return bool(found and found["people"] and glued)


def _population(text: str, amount: Amount) -> str:
    before = _POPULATION.search(text, max(0, amount.start - 40), amount.start)
    return before[0] if before else ""
