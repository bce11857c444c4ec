from pathlib import Path

import pytest

from corpus.errors import BadDraft, UnknownDocument, UnknownDraft
from index.drafts import Drafts
from index.library import Library
from ingest.drafting.desk import Desk
from ingest.jobs.job import Item, State
from ingest.jobs.jobs import Jobs
from ingest.jobs.run import run
from ingest.jobs.store import REMOVED
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
    Drafts(held.home).save(made.model_copy(update={"live": 1}), "Ada")
    with pytest.raises(BadDraft, match=f"'citygraft drafts withdraw {made.id}'"):
        remove(held, "report")
    assert held.store.get("report")


def test_an_unknown_document_is_not_removed(held: Library) -> None:
    with pytest.raises(UnknownDocument):
        remove(held, "nothing")


def test_reports_of_jobs_forget_the_name_of_a_removed_document(
    library: Library, tmp_path: Path
) -> None:
    for name in ("Quetzal secrets.txt", "other.txt"):
        (tmp_path / name).write_text(f"{name} tells of drains.")
    jobs = Jobs(library.home)
    names = ("Quetzal secrets.txt", "other.txt")
    job = jobs.create("Ada", [Item(name, str(tmp_path / name)) for name in names])
    run(library, jobs, job.job_id)
    remove(library, "quetzal-secrets")
    assert [row.name for _, row in jobs.store.outcomes(job.job_id)] == [REMOVED, "other.txt"]
    assert jobs.get(job.job_id).state is State.DONE
    files = [path for path in library.home.rglob("*") if path.is_file()]
    assert not any(b"Quetzal" in path.read_bytes() for path in files)
