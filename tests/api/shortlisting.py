"""A small library with a few case studies, of which one is only for who signs in and one for a private collection."""

from pathlib import Path

from corpus.case import CASES
from index.library import Library
from ingest.incoming import Incoming, of_path
from ingest.pipeline import ingest_bundled, take_in

BOND, TAXI, HEAT, OFFICER = (
    "dakar-municipal-bond",
    "johannesburg-rea-vaya-taxi-industry",
    "ahmedabad-heat-action-plan",
    "athens-chief-heat-officer",
)
"""For everybody."""

TEAM = "bogota-transmilenio-bus-rapid-transit"
"""Of the private collection "team"."""

MEMBERS = "nasty-case"
"""For whoever has an account; its title and lessons would break out of pages and tables."""

NASTY = "<img src=x onerror=alert(1)>\"'&{{77*77}}"
FORMULA = "=HYPERLINK(1)"
"""How its title begins, which a spreadsheet would work out."""


def fill(library: Library, folder: Path) -> Library:
    """The library with all of these."""
    folder.mkdir()
    for name in (BOND, TAXI, HEAT, OFFICER):
        (folder / f"{name}.md").write_bytes((CASES / f"{name}.md").read_bytes())
    ingest_bundled(library, folder=folder)
    text = (CASES / f"{TEAM}.md").read_bytes()
    own = folder / "own.md"
    own.write_text(nasty(), encoding="utf-8")
    team = Incoming("team.md", "in:team:upload:team.md", lambda: text, meta={"collection": "team"})
    with library.writing():
        rows = take_in(library, [of_path(own), team])
        library.publish()
    assert [row.doc_id for row in rows] == [MEMBERS, TEAM], rows
    return library


def nasty() -> str:
    """A case study whose words are markup and formulas."""
    text = (CASES / f"{BOND}.md").read_text(encoding="utf-8")
    title = (FORMULA + NASTY).replace('"', '\\"')
    start, end = text.index("title:"), text.index("practice:")
    text = text[:start] + f'title: "{title}"\n' + text[end:]
    text = text.replace(f"id: {BOND}", f"id: {MEMBERS}", 1)
    return text.replace("Dakar relied on letters", f"{NASTY.replace(chr(34), '')} letters", 1)
