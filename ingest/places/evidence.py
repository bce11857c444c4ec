"""Which countries and regions a document speaks of, and where: what tells cities of one name apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingest.places.rows import Row, Where
from ingest.places.sheet import Sheet, Span

SENTENCE, NEAR, DOCUMENT = 1.8, 0.75, 1.2
"""What a country is worth that is named in the same sentence, in the one beside it, and all over the document,
against tenfold people, which are worth 1."""

REGION = 0.7
"""What a region adds that is named within reach."""

CITY = 0.3
"""What a city tells of its country, against the country's own name."""

_NAMESAKE = re.compile(
    r"(?:[’']s)?\s(?:\w+\s)?(?:namesake|(?:city|town|place|one)\s(?:of\sthe\ssame|of\sthat)\sname)"
)
_OTHER = re.compile(
    r"\b(?:namesakes?|of\s(?:the\ssame|that)\sname|(?:unlike|not)\s(?:the\sone|its\snamesake))"
    r"[,]?\s(?:in|from|of)\s(?:the\s)?$"
)

_Seen = dict[Where, float]


class Evidence:
    """Countries and regions by sentence and over the whole document."""

    def __init__(self) -> None:
        self._seen: defaultdict[tuple[int, int], _Seen] = defaultdict(dict)
        self._total: defaultdict[str, float] = defaultdict(float)

    def add(self, sheet: Sheet, span: Span, places: Iterable[Where], strength: float) -> None:
        """Note that these are named, with a strength from 0 to 1; several are readings of one name."""
        held = list(places)
        for where in held:
            seen = self._seen[sheet.page, sheet.sentence(span.start)]
            seen[where] = max(seen.get(where, 0), strength / len(held))
            self._total[where.code] += strength / len(held)

    def of(self, row: Row, sheet: Sheet, span: Span) -> float:
        """How much speaks for a city where its name stands, from 0 to 2.5."""
        at = sheet.sentence(span.start)
        here = self._best(row, sheet.page, at)
        beside = max(self._best(row, sheet.page, at + step) for step in (-1, 1))
        total = self._total.get(row.code, 0.0)
        share = total / sum(self._total.values()) if total else 0.0
        return max(SENTENCE * here, NEAR * beside, DOCUMENT * share * min(1.0, total / 3))

    def weight(self, code: str) -> float:
        """How often a country is named, cities counting less."""
        return self._total.get(code, 0.0)

    def _best(self, row: Row, index: int, sentence: int) -> float:
        seen = self._seen.get((index, sentence), {})
        whole = seen.get(Where(row.code), 0.0)
        region = seen.get(Where(row.code, row.admin), 0.0)
        others = max((s for w, s in seen.items() if w.code == row.code and w.admin), default=0.0)
        return max(whole, others) + (REGION * region if row.admin else 0.0)


def named(sheets: Iterable[Sheet]) -> Evidence:
    """What countries, peoples and regions by name tell; cities are added as they are told apart."""
    found = Evidence()
    for sheet in sheets:
        for span in sheet.spans:
            for places, strength in () if _elsewhere(sheet, span) else _told(span):
                found.add(sheet, span, places, strength)
    return found


def _elsewhere(sheet: Sheet, span: Span) -> bool:
    """Whether it says where another one of that name lies: `its Venezuelan namesake`, `unlike the one in Spain`."""
    before = sheet.text[max(0, span.start - 40) : span.start]
    return bool(_NAMESAKE.match(sheet.text, span.end) or _OTHER.search(before))


def _told(span: Span) -> Iterator[tuple[tuple[Where, ...], float]]:
    if span.masked:
        return
    if span.people:
        yield (Where(span.people),), 0.9
    elif span.country and not span.town:
        yield (*(Where(span.country),), *span.regions), 1.0
    elif span.regions:
        yield span.regions, 0.4 if span.town else 1.0
