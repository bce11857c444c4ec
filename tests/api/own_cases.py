"""A small library of case studies: some that come with Citygraft, and one that only a team may see."""

from pathlib import Path

from corpus.case import CASES, CaseStudy, Lineage, Move, parse_case
from corpus.collection import BUNDLED, scoped
from corpus.write_case import case_markdown
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.incoming import Incoming
from ingest.pipeline import take_in

BOGOTA, DELHI, DAKAR = (
    "bogota-transmilenio-bus-rapid-transit",
    "delhi-ambedkar-nagar-moolchand-brt",
    "dakar-municipal-bond",
)
SURAT = "surat-flood-early-warning-resilience"
TEAM = "team"
NASTY = "<img src=x onerror=alert(1)>\"'&{{77*77}}"
SECRET = "quorndyke-buses"


def text_of(case_id: str) -> str:
    return (CASES / f"{case_id}.md").read_text(encoding="utf-8")


def case(case_id: str) -> CaseStudy:
    return parse_case(text_of(case_id), case_id)


def secret() -> CaseStudy:
    """A case study of a team's own, in which every field that is free has what would harm a page."""
    told = case(DELHI)
    source = told.sources[0].model_copy(
        update={
            "title": f"Source {NASTY}",
            "url": 'https://example.org/"><script>alert(1)</script>',
        }
    )
    move = Move(city=f"Quorndyke {NASTY}", country="AU", what_changed=f"Changed {NASTY}", source=1)
    harm = f"{NASTY} <script>alert(1)</script> [go](javascript:alert(1)) ![seen](https://evil.example/x.png) [1]"
    return told.model_copy(
        update={
            "id": SECRET,
            "title": f"Buses of Quorndyke {NASTY}",
            "lineage": Lineage(adopted_by=(move,)),
            "sources": (source, *told.sources[1:]),
            "lessons": tuple(
                one.model_copy(update={"text": f"{one.text[:400]} {NASTY}"}) for one in told.lessons
            ),
            "sections": ((told.sections[0][0], harm), *told.sections[1:]),
        }
    )


def held(home: Path) -> Library:
    """The library, with the reference embedder."""
    library = Library(home, HashingEmbedder())
    files = [_bundled(case_id) for case_id in (BOGOTA, DELHI, DAKAR, SURAT)]
    files.append(_own(case_markdown(secret())))
    with library.writing():
        rows = list(take_in(library, files))
        library.publish()
    assert [row.doc_id for row in rows] == [BOGOTA, DELHI, DAKAR, SURAT, SECRET]
    return library


def _bundled(case_id: str) -> Incoming:
    text = text_of(case_id)
    return Incoming(f"{case_id}.md", f"{BUNDLED}{case_id}", text.encode)


def _own(text: str) -> Incoming:
    source = scoped("upload:buses.md", TEAM)
    return Incoming("buses.md", source, text.encode, meta={"collection": TEAM})
