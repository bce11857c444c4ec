import threading
from pathlib import Path

import pytest

from corpus.draft import Draft, DraftDocument, DraftState, open_field
from corpus.draft_edit import Deed, edited, moved
from corpus.draft_fields import FIELDS
from corpus.errors import BadDraft, StoreError, UnknownDraft
from index.drafts import Drafts


def draft(draft_id: str = "kumasi-compost") -> Draft:
    keys = [
        key
        for field in FIELDS
        for key in (
            [f"{field.key}-{n}" for n in range(1, field.least + 1)] if field.most else [field.key]
        )
    ]
    document = DraftDocument(doc_id="report", title="A report", sha256="00")
    return Draft(id=draft_id, documents=(document,), fields=tuple(map(open_field, keys)))


def test_a_draft_is_kept_whole_with_who_and_what(tmp_path: Path) -> None:
    made = Drafts(tmp_path).create(draft(), "Ada")
    (revision,) = Drafts(tmp_path).history("kumasi-compost")
    assert revision.draft == made
    assert (revision.number, revision.who, revision.deed) == (1, "Ada", Deed.CREATED)
    assert revision.when.endswith("+00:00")


def test_a_taken_id_gets_a_number(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    assert [drafts.create(draft(), "Ada").id for _ in range(3)] == [
        "kumasi-compost",
        "kumasi-compost-2",
        "kumasi-compost-3",
    ]


def test_every_revision_stays_as_it_was(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    first = drafts.create(draft(), "Ada")
    second = drafts.save(edited(first, "city", {"": "Kumasi"}, "Ben"), "Ben")
    assert second.revision == 2
    assert drafts.get("kumasi-compost", 1) == first
    assert drafts.get("kumasi-compost") == second
    assert [r.who for r in drafts.history("kumasi-compost")] == ["Ada", "Ben"]


def test_a_change_made_on_an_older_revision_is_refused_and_names_who_was_faster(
    tmp_path: Path,
) -> None:
    drafts = Drafts(tmp_path)
    first = drafts.create(draft(), "Ada")
    drafts.save(edited(first, "city", {"": "Kumasi"}, "Ben"), "Ben")
    with pytest.raises(BadDraft, match="Ben has meanwhile made revision 2"):
        drafts.save(edited(first, "city", {"": "Tamale"}, "Ada"), "Ada")
    assert drafts.get("kumasi-compost").field("city").value == "Kumasi"


def test_of_many_changes_at_once_on_one_revision_one_is_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    first = drafts.create(draft(), "Ada")
    refused: list[str] = []

    def change(name: str) -> None:
        try:
            drafts.save(edited(first, "city", {"": name}, name), name)
        except BadDraft:
            refused.append(name)

    threads = [threading.Thread(target=change, args=(f"City{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    assert drafts.get("kumasi-compost").revision == 2


def test_an_edit_that_changes_nothing_makes_no_revision(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    first = drafts.create(draft(), "Ada")
    assert drafts.save(first, "Ben") == first


def test_what_is_published_is_known_until_it_is_withdrawn(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    held = drafts.create(draft(), "Ada")
    for deed in (Deed.SUBMITTED, Deed.PUBLISHED):
        held = drafts.save(moved(held, deed), "Ada", deed)
    assert (held.state, held.live) == (DraftState.PUBLISHED, 3)
    held = drafts.save(edited(held, "city", {"": "Kumasi"}, "Ada"), "Ada")
    assert (held.state, held.live) == (DraftState.DRAFT, 3)
    held = drafts.save(moved(held, Deed.WITHDRAWN), "Ada", Deed.WITHDRAWN)
    assert (held.state, held.live) == (DraftState.WITHDRAWN, None)


def test_the_list_has_the_newest_revision_of_each(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    one = drafts.create(draft("one"), "Ada")
    drafts.create(draft("two"), "Ben")
    drafts.save(edited(one, "city", {"": "Kumasi"}, "Ada"), "Cy")
    assert {(r.draft.id, r.number, r.who) for r in drafts.all()} == {
        ("one", 2, "Cy"),
        ("two", 1, "Ben"),
    }


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.create(draft(), "Ada")
    for ask in (
        lambda: drafts.get("other"),
        lambda: drafts.get("kumasi-compost", 2),
        lambda: drafts.history("other"),
    ):
        with pytest.raises(UnknownDraft, match="citygraft drafts list"):
            ask()


@pytest.mark.parametrize("who", ["", "  ", "x" * 101])
def test_nobody_changes_a_draft_without_a_name(tmp_path: Path, who: str) -> None:
    with pytest.raises(BadDraft, match="1 to 100 characters"):
        Drafts(tmp_path).create(draft(), who)


def test_a_long_comment_is_refused(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    held = drafts.create(draft(), "Ada")
    with pytest.raises(BadDraft, match="limit is 2000"):
        drafts.save(moved(held, Deed.SUBMITTED), "Ada", Deed.SUBMITTED, "x" * 2001)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "drafts.sqlite").write_bytes(b"not a database at all, and long enough to tell" * 40)
    with pytest.raises(StoreError, match=r"drafts\.sqlite"):
        Drafts(tmp_path)


def test_the_drafts_that_quote_a_document_are_found_and_leave_no_trace_when_deleted(
    tmp_path: Path,
) -> None:
    drafts = Drafts(tmp_path)
    other = draft("other").model_copy(
        update={"documents": (DraftDocument(doc_id="report-2", title="Another", sha256="01"),)}
    )
    drafts.create(draft(), "Ada")
    drafts.create(other, "Ada")
    assert [held.draft.id for held in drafts.quoting("report")] == ["kumasi-compost"]
    drafts.delete("kumasi-compost")
    drafts.delete("never there")
    assert drafts.quoting("report") == []
    assert [held.draft.id for held in drafts.all()] == ["other"]
    assert b"A report" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
