"""The closed word lists that case studies are tagged with; every value is also its name in files."""

from enum import StrEnum


class Dimension(StrEnum):
    """One of fifteen ways in which cities differ that decide whether a practice takes root."""

    GOVERNANCE = "governance_institutions"
    LEGAL = "legal_regulatory"
    POLITICAL = "political_leadership"
    FINANCE = "finance_operating_cost"
    CAPACITY = "technical_capacity"
    URBAN_FORM = "urban_form_infrastructure"
    CLIMATE = "climate_hazard_geography"
    SOCIAL = "social_culture_behaviour"
    EQUITY = "equity_livelihoods"
    PARTICIPATION = "stakeholder_participation"
    EVIDENCE = "evidence_data"
    TIMING = "timing_sequencing"
    MARKET = "market_operators"
    LAND = "land_tenure"
    SCALE = "scale_scope"


class Topic(StrEnum):
    """What a practice is about."""

    WATER_FLOODING = "water_flooding"
    HEAT_CLIMATE = "heat_climate_adaptation"
    DISASTER_RISK = "disaster_risk_early_warning"
    WATER_SANITATION = "water_supply_sanitation"
    WASTE = "waste_circular_economy"
    MOBILITY = "mobility"
    HOUSING = "housing_informal_settlements"
    ENERGY = "energy_buildings"
    NATURE = "nature_public_space"
    GOVERNANCE = "governance_participation_finance"
    DIGITAL = "data_digital"
    HEALTH = "health_food_social"
    SAFETY = "safety_peace_migration_culture"
    ECONOMY = "local_economy"


class Hazard(StrEnum):
    """A hazard that a practice answers to."""

    RAIN_FLOOD = "rain_flood"
    RIVER_FLOOD = "river_flood"
    COASTAL_FLOOD = "coastal_flood"
    SEA_LEVEL_RISE = "sea_level_rise"
    STORM = "storm"
    LANDSLIDE = "landslide"
    SUBSIDENCE = "subsidence"
    DROUGHT = "drought"
    WATER_SCARCITY = "water_scarcity"
    EXTREME_HEAT = "extreme_heat"
    EXTREME_COLD = "extreme_cold"
    WILDFIRE = "wildfire"
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    VOLCANO = "volcano"
    EPIDEMIC = "epidemic"
    AIR_POLLUTION = "air_pollution"


class Status(StrEnum):
    """Where the work stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    ENDED = "ended"


class Outcome(StrEnum):
    """How it turned out, judged by the sources: `partial` covers partly failed and partly reached."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILURE = "failure"
    TOO_EARLY = "too_early"


class Scale(StrEnum):
    """How much of the city the practice covered."""

    SITE = "site"
    NEIGHBOURHOOD = "neighbourhood"
    DISTRICT = "district"
    CITY = "city"
    METROPOLITAN = "metropolitan"


class GovernanceLevel(StrEnum):
    """A level of government that had to act."""

    COMMUNITY = "community"
    MUNICIPAL = "municipal"
    METROPOLITAN = "metropolitan"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class MeasureKind(StrEnum):
    """Grey (built), green (nature), soft (rules, money, behaviour, organisation)."""

    GREY = "grey"
    GREEN = "green"
    SOFT = "soft"


class LessonKind(StrEnum):
    """What a lesson says about the practice."""

    ENABLER = "enabler"
    BARRIER = "barrier"
    RECOMMENDATION = "recommendation"
    PITFALL = "pitfall"


class Importance(StrEnum):
    """How much a practice depends on a condition."""

    ESSENTIAL = "essential"
    IMPORTANT = "important"
    HELPFUL = "helpful"


NAMES = {
    Dimension.GOVERNANCE: "governance",
    Dimension.LEGAL: "law and rules",
    Dimension.POLITICAL: "political leadership",
    Dimension.FINANCE: "money and running cost",
    Dimension.CAPACITY: "skills and capacity",
    Dimension.URBAN_FORM: "streets and networks",
    Dimension.CLIMATE: "climate and terrain",
    Dimension.SOCIAL: "habits and trust",
    Dimension.EQUITY: "fairness and livelihoods",
    Dimension.PARTICIPATION: "consent and participation",
    Dimension.EVIDENCE: "data and evidence",
    Dimension.TIMING: "timing and order",
    Dimension.MARKET: "market and operators",
    Dimension.LAND: "land",
    Dimension.SCALE: "scale",
}
"""The dimensions as people read them."""


TOPICS = {
    Topic.WATER_FLOODING: "water and flooding",
    Topic.HEAT_CLIMATE: "heat and climate adaptation",
    Topic.DISASTER_RISK: "disaster risk and early warning",
    Topic.WATER_SANITATION: "water supply and sanitation",
    Topic.WASTE: "waste and circular economy",
    Topic.HOUSING: "housing and informal settlements",
    Topic.ENERGY: "energy and buildings",
    Topic.NATURE: "nature and public space",
    Topic.GOVERNANCE: "governance, participation and finance",
    Topic.DIGITAL: "data and digital services",
    Topic.HEALTH: "health, food and social care",
    Topic.SAFETY: "safety, peace, migration and culture",
}
"""The topics as people read them, where that is not the word itself."""

_NAMED: dict[str, str] = {str(word): name for word, name in (*NAMES.items(), *TOPICS.items())}


def label(word: StrEnum | str) -> str:
    """The word as people read it: `air_pollution` → `air pollution`, dimensions and topics by their names."""
    return _NAMED.get(str(word), str(word).replace("_", " "))
