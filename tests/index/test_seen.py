"""What an asker may not see is not there: not found, not counted, not spelt."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.calibration import SIGNALS, Calibration
from assistant.facets import Facet
from assistant.finding import Finder
from corpus.collection import CASES, EVERYTHING, OWN, Sight, collection_of, scoped, unscoped
from corpus.errors import UnknownDocument
from index.hashing import HashingEmbedder
from index.library import Library
from index.seen import SeenLibrary, SeenStore
from ingest.incoming import Incoming
from ingest.pipeline import Result, take_in

PUBLIC = Sight(frozenset({CASES, OWN}))
TEAM = Sight(frozenset({CASES, OWN, "team"}))
SURE = Calibration(
    {"offset": 9.0, **dict.fromkeys(SIGNALS, 0.0)}, {"offset": 0.0, "score": 9.0}, 0.0
)
OPEN_TEXT = "Mangroves keep the coast from flooding.\n\nThe drains are cleaned by residents."
TEAM_TEXT = (
    "Mangroves and the flooding quorndyke of the harbour.\n\nThe quorndyke failed in spring."
)


def incoming(name: str, text: str, collection: str = OWN) -> Incoming:
    meta = {"collection": collection}
    return Incoming(name, scoped(f"upload:{name}", collection), text.encode, meta=meta)


@pytest.fixture
def held(library: Library) -> Library:
    library.generation()
    with library.writing():
        take_in(
            library, [incoming("coast.txt", OPEN_TEXT), incoming("harbour.txt", TEAM_TEXT, "team")]
        )
        library.publish()
    return library


def team_id(held: Library) -> str:
    (found,) = (
        d.doc_id for d in held.store.documents() if collection_of(d.source, d.meta) == "team"
    )
    return found


def test_everything_is_seen_by_whoever_may_see_all_collections(held: Library) -> None:
    store = SeenStore(held.store, TEAM)
    assert list(store.documents()) == list(held.store.documents())
    assert store.passage_ids() == held.store.passage_ids()
    assert store.owners() == held.store.owners()
    assert not store.hidden()


def test_a_hidden_document_is_refused_in_the_words_of_one_that_is_not_there(held: Library) -> None:
    store, hidden = SeenStore(held.store, PUBLIC), team_id(held)
    for ask in (store.get, store.history):
        with pytest.raises(UnknownDocument) as refused:
            ask(hidden)
        with pytest.raises(UnknownDocument) as unknown:
            ask("nothing-here")
        assert str(refused.value).replace(hidden, "") == str(unknown.value).replace(
            "nothing-here", ""
        )


def test_nothing_of_a_hidden_document_comes_out_of_the_store(held: Library) -> None:
    store, hidden = SeenStore(held.store, PUBLIC), team_id(held)
    numbers = held.store.passage_ids(hidden)
    assert numbers
    assert hidden not in {d.doc_id for d in store.documents([hidden])}
    assert store.passages(numbers) == {}
    assert store.passage_ids(hidden) == []
    assert store.passage_ids_in([hidden]) == []
    assert not set(store.passage_ids()) & set(numbers)
    assert hidden not in store.owners().values()
    assert not store.holds(held.store.get(hidden).sha256)


def test_the_index_finds_and_spells_as_if_the_hidden_were_not_there(
    held: Library, tmp_path: Path
) -> None:
    alone = Library(tmp_path / "alone", HashingEmbedder())
    alone.generation()
    with alone.writing():
        take_in(alone, [incoming("coast.txt", OPEN_TEXT)])
        alone.publish()
    seen = SeenLibrary(held, PUBLIC)
    assert seen.generation().lexical.spelt() == alone.generation().lexical.spelt()
    assert seen.generation().vectors.ids() == set(seen.store.passage_ids())
    texts = {p.passage_id: p.text for p in seen.store.passages(seen.store.passage_ids()).values()}
    found = [texts[hit.passage_id] for hit in seen.search("quorndyke flooding").hits]
    others = alone.store.passages(alone.store.passage_ids())
    wanted = [others[hit.passage_id].text for hit in alone.search("quorndyke flooding").hits]
    assert found == wanted


def test_an_answer_of_one_sight_has_no_trace_of_the_other(held: Library) -> None:
    assistant = Assistant(held)
    assistant.finder = Finder(held, SURE)
    whole = assistant.ask("quorndyke flooding")
    answer = assistant.seen_by(PUBLIC).ask("quorndyke flooding")
    assert "quorndyke of the harbour" in whole.model_dump_json()
    assert "quorndyke of the harbour" not in answer.model_dump_json()
    assert team_id(held) not in answer.model_dump_json()
    counted = {(row.facet, row.value): row.count for row in answer.facets}
    assert counted[Facet.COLLECTION, OWN] == 1
    assert (Facet.COLLECTION, "team") not in counted
    misspelt = assistant.seen_by(PUBLIC).ask("the quorndike of the coast")
    assert "quorndyke" not in misspelt.model_dump_json()


def test_a_sight_sees_what_was_published_since(held: Library) -> None:
    seen = SeenLibrary(held, PUBLIC)
    before = set(seen.store.passage_ids())
    with held.writing():
        take_in(held, [incoming("later.txt", "Heat in summer.\n\nTrees against heat.")])
        held.publish()
    assert set(seen.store.passage_ids()) > before
    assert seen.generation().vectors.ids() == set(seen.store.passage_ids())


def test_whoever_sees_everything_gets_the_assistant_itself(held: Library) -> None:
    assistant = Assistant(held)
    assert assistant.seen_by(EVERYTHING) is assistant
    assert assistant.seen_by(PUBLIC) is assistant.seen_by(Sight(frozenset({OWN, CASES})))


def test_the_same_file_in_two_collections_is_two_documents_and_neither_is_told_of_the_other(
    held: Library,
) -> None:
    with held.writing():
        (row,) = take_in(held, [incoming("harbour.txt", TEAM_TEXT, "others")])
        held.publish()
    assert row.result is Result.ADDED
    assert sum(d.title == held.store.get(row.doc_id).title for d in held.store.documents()) == 2
    with held.writing():
        (again,) = take_in(held, [incoming("other-name.txt", TEAM_TEXT, "others")])
    assert again.result is Result.HELD
    assert again.doc_id == row.doc_id


def test_a_source_is_known_without_its_collection() -> None:
    assert unscoped(scoped("upload:a:b.txt", "team")) == "upload:a:b.txt"
    assert scoped("upload:a", OWN) == unscoped("upload:a") == "upload:a"
