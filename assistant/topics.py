"""Everyday words for topics, so that what others call "transport" or "public health" is understood."""

from corpus.gazetteer import fold
from corpus.vocabulary import Topic, label

WORDS: dict[Topic, str] = {
    Topic.WATER_FLOODING: "flood flooding floods drainage stormwater rain water river coast coastal delta",
    Topic.HEAT_CLIMATE: "heat climate adaptation resilience cooling",
    Topic.DISASTER_RISK: "disaster risk warning emergency earthquake landslide preparedness recovery",
    Topic.WATER_SANITATION: "water sanitation sewer sewerage wastewater toilets drinking hygiene",
    Topic.WASTE: "waste circular recycling composting garbage litter refuse landfill",
    Topic.MOBILITY: "mobility transport transportation transit traffic bus cycling walking streets parking road roads logistics",
    Topic.HOUSING: "housing informal settlements slum slums upgrading shelter homelessness planning land",
    Topic.ENERGY: "energy buildings building electricity heating solar carbon emissions mitigation lighting climate",
    Topic.NATURE: "nature green parks park trees biodiversity public space planning ecology environment heritage",
    Topic.GOVERNANCE: "governance participation finance democracy budget budgeting tax planning administration government revenue",
    Topic.DIGITAL: "data digital smart technology ict innovation open",
    Topic.HEALTH: "health food social care nutrition ageing children education",
    Topic.SAFETY: "safety security crime violence police policing peace migration refugees culture arts heritage",
    Topic.ECONOMY: "economy economic jobs employment business industry markets vendors tourism culture regeneration",
}  # fmt: skip

NOISE = frozenset(
    [
        "and",
        "of",
        "the",
        "public",
        "urban",
        "city",
        "municipal",
        "local",
        "sector",
        "services",
        "service",
    ]
)


def topics_of(text: str) -> frozenset[Topic]:
    """The topics that a word or short phrase means; empty where none is recognised."""
    said = set(fold(text).split())
    exact = {topic for topic in Topic if fold(text) in (fold(topic), fold(label(topic)))}
    if exact:
        return frozenset(exact)
    if said & NOISE and said - NOISE:
        said -= NOISE
    return frozenset(topic for topic, words in WORDS.items() if said & set(words.split()))
