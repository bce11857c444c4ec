"""What a document says of who published it and when: on its cover, or in a line that says so."""

import re
from collections.abc import Iterator, Sequence

from corpus.nouns import Document
from ingest.drafting.sentences import Sentence

FRONT = 3
"""Pages on which a title stands."""

OPENING = 1500
"""Characters of each of them in which publisher and year are looked for."""

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|"
    "julho|setembro|outubro|novembro|dezembro|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![-–/])"
_DATE_LINE = re.compile(
    rf"^(?:[^\n.]{{0,70}}[\s,·|(–-])?(?:(?:{_MONTH})\.?,? (?:de |of |do )?(?:\d{{1,2}},? )?|\d\d?[./]\d\d?[./]|[©(,·|–-] ?){_YEAR}\)?\W*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that ends with a date: one of a cover or a head, if no sentence goes through it."""

_ISSUED = re.compile(
    rf"(?:©|^\W*(?:copyright|published|publi[ée]e?|publicado|issued|prepared|presented|written|notes of|minutes of|date[ds]?|fecha|data|version|last (?:updated|revised)|report of)\b|\b(?:published|issued|copyright|dated|date):?\s)[^\n]{{0,80}}?\b{_YEAR}",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that says when the document came out."""

_BY = re.compile(
    r"\b(?:prepared|published|written|produced|issued|report[^\n]{0,80}?) by:?\s+(?:the )?(?P<name>(?-i:[A-Z])[^\n,;:*_|]{3,80}?)(?=[,;:*_|\n.]|$)", re.IGNORECASE
)  # fmt: skip


def imprint(document: Document, held: Sequence[Sentence]
             ) -> Iterator[tuple[str, re.Match[str], int]]:  # fmt: skip
    """Publisher and year as matches with groups of these names, each with the page's position; the surest first.

    A year in the midst of a sentence is not the document's, unless the line says that it came out then.
    """
    for index, page in enumerate(document.pages[:FRONT]):
        if match := _BY.search(page.text, 0, OPENING):
            yield "publisher", match, index
        told = [(s.start, s.end) for s in held if s.page_index == index]
        for pattern in (_ISSUED, _DATE_LINE):
            for match in pattern.finditer(page.text, 0, OPENING):
                cut = any(start < match.start("year") < end for start, end in told)
                if not cut or pattern is _ISSUED:
                    yield "year", match, index
