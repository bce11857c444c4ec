"""What a figure is for each of: a year, a household, a square kilometre."""

import re

_TIMES = {
    "year": "year annum yr año ano an jahr", "month": "month mes mês mois monat", "week": "week semana semaine woche",
    "day": "day día dia jour tag", "hour": "hour hora heure stunde",
}  # fmt: skip
_OTHERS = {
    "person": "person capita inhabitant resident head habitante habitant persona pessoa personne kopf citizen",
    "household": "household hogar foyer ménage haushalt", "family": "family familia família famille",
    "km²": "km² km2 square_kilometre square_kilometer", "hectare": "hectare ha hectárea", "m²": "m² m2 square_metre square_meter",
}  # fmt: skip
_NAMES = {
    name: unit for t in (_TIMES, _OTHERS) for unit, names in t.items() for name in names.split()
}
_PER = re.compile(
    r"\s?(?:(?:(?:per|for each|for every|por|par|pro|por cada)\s|/ ?)"
    r"(?!cent\b|ciento|cento)(?P<any>square (?:kilo)?met(?:er|re)|km²|m²|km2|m2|[^\W\d_]{{2,14}})"
    r"|(?:a|an|each|every|al|ao|je)\s?(?P<time>{times})"
    r"|(?P<adverb>annually|yearly|anualmente|p\. ?a\.|p\.a\b|monthly|daily|weekly|per annum))(?!\w)".format(
        times="|".join(name for names in _TIMES.values() for name in names.split())
    ),
    re.IGNORECASE,
)
_ADVERBS = {"monthly": "month", "daily": "day", "weekly": "week"}
_ANNUAL = re.compile(
    r"(?:annual|yearly|anual|annuel(?:le)?)s? (?:[^\W\d]+ ){0,3}?(?:of|is|was|were|de|costs?)"
    r"(?: (?:about|around|some|over|nearly|roughly))?[ :]*$",
    re.IGNORECASE,
)


def per(text: str, start: int, end: int) -> tuple[str, int]:
    """What the quote `text[start:end]` is for each of, and the end of the words that say so.

    `annual budget of` before a quote says `year` and leaves the quote as it is.
    """
    named: list[str] = []
    while len(named) < 2 and (found := _PER.match(text, end)):
        word = (found["any"] or found["time"] or "").lower().replace(" ", "_")
        named.append(_NAMES.get(word, word) or _ADVERBS.get(found["adverb"].lower(), "year"))
        end = found.end()
    if not named and _ANNUAL.search(text, max(0, start - 60), start):
        return "year", end
    return ", ".join(named), end
