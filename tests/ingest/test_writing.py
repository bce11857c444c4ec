from pathlib import Path

import pytest

from corpus.errors import BadDraft, UnknownDocument, UnknownDraft
from index.drafts import Drafts
from index.library import Library
from ingest.drafting.desk import Desk
from ingest.pipeline import ingest
from ingest.writing import remove

REPORT = """# Compost in Kumasi

Before the scheme, all waste of Kumasi, Ghana, went to a landfill that was full. The council began in 2015.
"""


@pytest.fixture(name="held")
def _held(library: Library, tmp_path: Path) -> Library:
    (tmp_path / "report.md").write_text(REPORT)
    ingest(library, [tmp_path / "report.md"])
    return library


def test_a_draft_goes_with_the_document_that_it_quotes(held: Library, tmp_path: Path) -> None:
    made = Desk(held).create("report", "", "Ada")
    remove(held, "report")
    with pytest.raises(UnknownDraft):
        Drafts(held.home).get(made.id)
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not any(b"landfill that was full" in path.read_bytes() for path in files)


def test_a_document_that_a_published_case_study_quotes_is_not_removed(held: Library) -> None:
    desk = Desk(held)
    made = desk.create("report", "", "Ada")
    desk.drafts.save(made.model_copy(update={"live": 1}), "Ada")
    with pytest.raises(BadDraft, match=f"'citygraft drafts withdraw {made.id}'"):
        remove(held, "report")
    assert held.store.get("report")


def test_an_unknown_document_is_not_removed(held: Library) -> None:
    with pytest.raises(UnknownDocument):
        remove(held, "nothing")
