"""What a draft is called and where it plays: title, city, country, and the document itself as its first source."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.draft import DraftField, Evidence, FieldState, open_field
from corpus.draft_fields import slug
from corpus.gazetteer import fold
from corpus.nouns import City, Document
from ingest.drafting.imprint import FRONT, OPENING, imprint
from ingest.drafting.sentences import Sentence, around
from ingest.places.mentions import Mention

TOP = 6
"""Lines of a document among which one that reads like a title is taken for it."""

_LIKE_A_TITLE = re.compile(
    r"(?-i:[A-ZÀ-Þ0-9“])(?=(?:\S+\s+){2})(?!.*[.:,;]$)(?!.*\b(?:page|volume|tel|www|contents|table of|suite|letter|street|avenue|p\.?o\.? box)\b)(?!.*(?:\. |\.{3}|…|\b\d{3}\b|\d{5})).*[^\W_]$",
    re.IGNORECASE,
)
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "to",
        "for",
        "and",
        "by",
        "with",
        "at",
        "from",
        "is",
        "are",
        "was",
        "were",
        "what",
        "how",
        "its",
        "it",
    ]
)


_OF_BODY = re.compile(
    r"^(?:the )?(?:city|municipality|town|county|district|province|state|government|ministry|department|bureau|office|agency|council|task force|committee|working group|"
    r"ville|ciudad|cidade|alcald[ií]a|prefeitura|secretar[ií]a|mairie)\b(?: of\b| de\b| on\b| for\b|$)(?![^:]*:)", re.IGNORECASE
)  # fmt: skip
"""The name of whoever wrote it, which stands above a title."""


def title(document: Document, about: Sequence[Sentence] = ()) -> DraftField:
    """The title where the document's own text has it; of a part of it, the heading that most of it stands under.

    Args:
        about: sentences of the part that the draft is about; empty for the whole document.
    """
    found = next(_headings(document, about), None) if about else next(_titles(document), None)
    if found is None:
        return open_field("title")
    return _field("title", {"": _plain(found.quote)}, [found], 0.5 if about else 0.6)


def place(document: Document, city: City | None, mentions: Sequence[Mention],
          held: Sequence[Sentence]) -> list[DraftField]:  # fmt: skip
    """City and country, each with the sentence that names it; a country that no sentence names rests on the city."""
    named = [m for m in mentions if city and m.city and m.city.id == city.id]
    if city is None or not named:
        return [open_field("city"), open_field("country")]
    sure = max(mention.confidence for mention in named)
    spoken = [m for m in mentions if m.kind == "country" and m.country_code == city.country_code]
    shown = [_shown(document, named, held)]
    country = _shown(document, spoken, held) if spoken else shown[0]
    trust = sure if spoken else sure * 0.8
    return [
        _field("city", {"": city.name}, shown, sure),
        _field("country", {"": city.country_code}, [country], trust),
    ]


def source(document: Document, held: Sequence[Sentence], named: DraftField) -> DraftField:
    """The document itself as source 1, as far as it tells about itself."""
    parts: dict[str, str] = {}
    shown: list[Evidence] = list(named.evidence)
    if shown:
        parts["title"] = named.value
    for name, match, index in imprint(document, held):
        if name not in parts:
            parts[name] = " ".join(match["name" if name == "publisher" else "year"].split())
            shown.append(around(document, index, *match.span(), ()))
    if document.source.startswith(("http://", "https://")):
        parts["url"] = document.source
        shown = shown or [around(document, s.page_index, s.start, s.end, held) for s in held[:1]]
    unique = list({(piece.page_index, piece.start, piece.end): piece for piece in shown}.values())
    return _field("source-1", parts, unique, 0.6) if parts else open_field("source-1")


def id_of(city: str, name: str, taken: Iterable[str]) -> str:
    """An id that no case study and no draft has: the city and the first words of the title."""
    said = [word for word in slug(f"{city} {name}").split("-") if word not in _STOP]
    words = list(dict.fromkeys(said))[:7] or ["draft"]
    wanted = "-".join(words)[:70].strip("-")
    free, number, held = wanted, 2, set(taken)
    while free in held:
        free, number = f"{wanted}-{number}", number + 1
    return free


def _titles(document: Document) -> Iterator[Evidence]:
    """Where the title stands: the document's own, a line that shares words with it, a line at the very top."""
    words = document.title.split()
    for index, page in enumerate(document.pages[:FRONT]):
        pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
        if (
            10 <= len(document.title) <= 140
            and not _OF_BODY.match(document.title)
            and (match := pattern.search(page.text))
        ):
            yield _slice(document, index, *match.span())
    wanted = {word for word in map(fold, words) if len(word) > 3}
    lines = list(_title_lines(document))
    for piece, _ in lines:
        if len(wanted & set(fold(piece.quote).split())) > 1:
            yield piece
    yield from (piece for piece, at in lines if at < TOP and len(piece.quote.split()) > 2)


def _title_lines(document: Document) -> Iterator[tuple[Evidence, int]]:
    """Lines of the first pages that read like a title, each with its place among the lines of the document."""
    at = 0
    for index, page in enumerate(document.pages[:FRONT]):
        for match in re.finditer(r"[^\n]*\S[^\n]*", page.text[:OPENING]):
            line = match[0].strip("#*_ \t")
            if 15 <= len(line) <= 140 and _LIKE_A_TITLE.match(line) and not _OF_BODY.match(line):
                start = match.start() + match[0].index(line)
                yield _slice(document, index, start, _loud_end(page.text, start, line)), at
            at += 1


def _loud_end(text: str, start: int, line: str) -> int:
    """Where a title ends: a line in capitals goes on in the next one that is."""
    end = start + len(line)
    following = re.match(r"[ \t]*\n([A-Z][A-Z0-9 ,:’'&-]{3,60})(?=[ \t]*\n)", text[end:])
    return end + following.end() if following and line == line.upper() else end


def _headings(document: Document, about: Sequence[Sentence]) -> Iterator[Evidence]:
    """The headings above a part, the one with the most sentences first."""
    names = [s.heading.split(" › ")[-1] for s in about]
    for name in sorted(set(names), key=lambda n: (-names.count(n), names.index(n))):
        if not 10 <= len(name) <= 140:
            continue
        pattern = re.compile(r"\s+".join(re.escape(word) for word in name.split()))
        for index in dict.fromkeys(s.page_index for s in about if s.heading.endswith(name)):
            if match := pattern.search(document.pages[index].text):
                yield _slice(document, index, *match.span())


def _shown(document: Document, mentions: Sequence[Mention], held: Sequence[Sentence]) -> Evidence:
    """The first surest mention that stands in a sentence, else the line of the first."""
    best = max(mentions, key=lambda m: m.confidence)
    sure = [m for m in mentions if m.confidence >= best.confidence - 0.05]
    pieces = [around(document, m.page_index, m.start, m.end, held) for m in sure[:20]]
    spans = {(s.page_index, s.start) for s in held}
    return next((p for p in pieces if (p.page_index, p.start) in spans), pieces[0])


def _slice(document: Document, index: int, start: int, end: int) -> Evidence:
    page = document.pages[index]
    return Evidence(doc_id=document.doc_id, page_index=index, page=page.number, start=start,
                    end=end, quote=page.text[start:end])  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split())


def _field(key: str, parts: dict[str, str], shown: Sequence[Evidence], sure: float) -> DraftField:
    return DraftField(key=key, state=FieldState.PROPOSED, parts=parts, evidence=tuple(shown),
                      confidence=round(min(0.99, sure), 2))  # fmt: skip
