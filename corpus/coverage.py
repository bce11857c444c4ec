"""How broad the corpus is, against the breadth that it is meant to have."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from corpus.case import CaseStudy
from corpus.check import Report
from corpus.gazetteer import find
from corpus.vocabulary import Outcome, Topic, label

SMALL = 1_000_000
"""People below which a city counts as small or middle-sized."""

REGIONS = {
    "Africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TZ UG ZA ZM ZW",
    "Latin America and Caribbean": "AR BB BO BR BS BZ CL CO CR CU DO EC GT GY HN HT JM MX NI PA PE PR PY SR SV TT UY VE",
    "South and South-East Asia": "AF BD BN BT ID IN KH LA LK MM MV MY NP PH PK SG TH TL VN",
    "East Asia": "CN HK JP KP KR MN MO TW",
    "Middle East and North Africa": "AE BH DZ EG IL IQ IR JO KW LB LY MA OM PS QA SA SY TN TR YE",
    "Europe": "AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM UA XK AM AZ",
    "North America and Oceania": "AU CA FJ FM KI MH NC NR NZ PF PG PW SB TO TV US VU WS",
}  # fmt: skip
"""Regions as the project counts them, by ISO country codes."""

TOPIC_GOALS = {
    Topic.WATER_FLOODING: 20,
    Topic.HEAT_CLIMATE: 14,
    Topic.DISASTER_RISK: 14,
    Topic.WATER_SANITATION: 12,
    Topic.WASTE: 12,
    Topic.MOBILITY: 18,
    Topic.HOUSING: 14,
    Topic.ENERGY: 10,
    Topic.NATURE: 10,
    Topic.GOVERNANCE: 14,
    Topic.DIGITAL: 8,
    Topic.HEALTH: 10,
    Topic.SAFETY: 8,
    Topic.ECONOMY: 6,
}
REGION_GOALS = dict(zip(REGIONS, (30, 30, 30, 12, 10, 25, 15), strict=True))


class Row(NamedTuple):
    """One line of the table: what is counted, how many there should be, how many there are."""

    what: str
    goal: int
    actual: int


def coverage(report: Report) -> Iterator[Row]:
    """The table, a row for each goal; a case may count for several topics."""
    cases = report.cases
    yield Row("case studies", 150, len(cases))
    yield from (
        Row(f"  {label(topic)}", goal, sum(topic in case.topics for case in cases))
        for topic, goal in TOPIC_GOALS.items()
    )
    regions = Counter(region(case.country) for case in cases)
    yield from (Row(f"  {name}", goal, regions[name]) for name, goal in REGION_GOALS.items())
    yield Row("  cities under one million", 50, sum(map(_is_small, cases)))
    turned_out = Counter(case.outcome for case in cases)
    yield Row(
        "  failed or partly failed", 25, turned_out[Outcome.FAILURE] + turned_out[Outcome.PARTIAL]
    )
    used = {case.practice for case in cases} | {move.practice for move in report.transfers}
    yield Row("practices with a case or transfer", 60, len(used))
    outcomes = Counter(transfer.outcome.value for transfer in report.transfers)
    yield Row("transfers", 120, len(report.transfers))
    yield Row("  failures", 30, outcomes["failure"])
    yield Row("  partial", 40, outcomes["partial"])
    yield Row("networks", 60, len(report.networks))


def region(country: str) -> str:
    """The region of a country by its ISO code; empty where the table does not have it."""
    return next((name for name, codes in REGIONS.items() if country in codes.split()), "")


def _is_small(case: CaseStudy) -> bool:
    city = find(case.city, case.country)
    return city is not None and city.population < SMALL
