"""Documents and their parts, and cities: the nouns that every floor of the house shares."""

from typing import Any, NamedTuple


class Page(NamedTuple):
    """One page of a document.

    Attributes:
        number: physical page from 1, or None where the format has no pages (then the document has
            exactly one Page, which holds all of its text).
        text: the page's text; citations and passages are slices of it.
        label: the page's printed label where it differs from its number, such as "iv".
    """

    number: int | None
    text: str
    label: str | None = None


class Document(NamedTuple):
    """A file as received and read.

    Attributes:
        doc_id: lower-case words with hyphens; for a case study the id of the case.
        title: as given by the file, else its name.
        kind: "case" or "document".
        media_type: for instance "application/pdf".
        sha256: of the original bytes, hexadecimal.
        source: where it came from: a path, or "corpus:NAME" for the bundled corpus.
        pages: in order.
        outline: `(page number or None, offset in that page's text, heading path)` in reading order.
        meta: further facts; for a case study its front matter. `warnings` has sentences on what was
            hard to read, `ocr_pages` the pages whose text was recognised in a picture.
    """

    doc_id: str
    title: str
    kind: str
    media_type: str
    sha256: str
    source: str
    pages: tuple[Page, ...]
    outline: tuple[tuple[int | None, int, tuple[str, ...]], ...]
    meta: dict[str, Any]


class Quote(NamedTuple):
    """A verbatim slice of a document: `pages[page_index].text[start:end] == text`.

    Attributes:
        page_index: position of its page in the document, from 0.
        page: physical page number from 1, or None where the format has no pages.
        start, end: character offsets in the page's text.
        section: heading path, joined with " › "; empty where there is none.
    """

    page_index: int
    page: int | None
    start: int
    end: int
    text: str
    section: str = ""


class Passage(NamedTuple):
    """The unit of retrieval: a slice of one page, `pages[page_index].text[start:end] == text`.

    Attributes:
        passage_id: number given by the store, never used twice; 0 before it is stored.
        doc_id: the document it is in.
        page_index: position of its page in the document, from 0.
        page: physical page number from 1, or None where the format has no pages.
        section: heading path, joined with " › ".
        heading: the line put in front when it is searched, `City · Country · Title › Section`.
        start, end: character offsets in the page's text.
        text: the slice itself.
        sentences: `(start, end)` offsets of its sentences in `text`.
        paragraph: in which it starts, counted from 1 on its page; 0 where it was not counted.
        label: the page's printed label where it differs from its number.
    """

    passage_id: int
    doc_id: str
    page_index: int
    page: int | None
    section: str
    heading: str
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    paragraph: int = 0
    label: str | None = None

    def searchable(self) -> str:
        """What is embedded and indexed: the heading line, then the text without outer white space."""
        return f"{self.heading}\n{self.text.strip()}"


class City(NamedTuple):
    """A city of the gazetteer.

    Attributes:
        id: of GeoNames.
        name, country: as shown; country_code: ISO 3166-1 alpha-2.
        latitude, longitude: degrees, WGS 84.
        population: people, as GeoNames has it, of no stated year.
        ascii_name: the name without accents.
        admin: GeoNames' code of the first-order region.
        elevation: metres above sea of GeoNames' elevation model, None where it has none; too
            coarse to tell what lies below the sea.
        coast_km: great-circle km to the nearest coast; the Caspian Sea counts, lakes do not.
        climate, climate_2071: Köppen-Geiger class in 1980-2016 and, under RCP8.5, in 2071-2100;
            empty where the map has none near.
        rank: "capital", "seat" (of a first-order region) or "".
    """

    id: int
    name: str
    country_code: str
    country: str
    latitude: float
    longitude: float
    population: int
    ascii_name: str = ""
    admin: str = ""
    elevation: int | None = None
    coast_km: float | None = None
    climate: str = ""
    climate_2071: str = ""
    rank: str = ""

    @property
    def label(self) -> str:
        """`Beira, Mozambique`."""
        return f"{self.name}, {self.country}"
