from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.calibration import SIGNALS, Calibration
from assistant.compose import documents
from assistant.finding import HELPS, Finder, Findings
from assistant.understanding import as_written, understood
from index.library import DEPTH, Library
from ingest.pipeline import ingest

SUBJECTS = {
    "mangroves": "Mangroves were planted along the coast and kept the storm surge from the quarter.",
    "drains": "Drains in the market were cleared before the rains and the quarter stayed dry.",
    "buses": "Minibus owners became shareholders of the company that runs the rapid buses.",
    "compost": "Households sort kitchen waste and a plant turns it into compost for farms.",
}

COPIES = 60

STUFFED = (
    "Storm surge, storm surge: how does a quarter stay dry in a storm surge? This text says again and again "
    "that the quarter stays dry, that the storm surge does no harm, that the coast is safe, that nothing else "
    "needs to be read, that whoever asks about a storm surge should read this text and no other one, that it "
    "was written for every question about a quarter, a coast, a surge or a storm, and that it is number "
)


def calibration(line: float = 0.3, offset: float = 0.0) -> Calibration:
    """Sure to 0.5 of every question, and of documents by their scores."""
    signals = dict.fromkeys(SIGNALS, 0.0)
    return Calibration({**signals, "offset": offset}, {"offset": -4.0, "score": 8.0}, line)


def take_in(library: Library, folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    ingest(library, [folder])


@pytest.fixture
def held(library: Library, tmp_path: Path) -> Library:
    take_in(library, tmp_path / "in", SUBJECTS)
    return library


def found(library: Library, question: str, line: float = 0.3) -> Findings:
    return Finder(library, calibration(line)).find(as_written(question))


def test_what_is_asked_for_comes_first_and_everything_is_ranked(held: Library) -> None:
    for subject in SUBJECTS:
        ranked = found(held, subject).ranked
        assert ranked[0].doc_id == subject
        assert {entry.doc_id for entry in ranked} == set(SUBJECTS)


def test_below_the_line_nothing_is_shown_and_all_is_ranked(held: Library) -> None:
    above, below = found(held, "storm surge", 0.5), found(held, "storm surge", 0.51)
    assert above.shown[0].doc_id == "mangroves"
    assert below.shown == ()
    assert below.ranked == above.ranked
    assert below.sure == above.sure == 0.5


def test_chances_fall_and_never_exceed_that_of_the_whole(held: Library) -> None:
    findings = found(held, "storm surge in the quarter")
    chances = [entry.relevance for entry in findings.ranked]
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= findings.sure for chance in chances)


def test_what_hardly_helps_is_ranked_but_not_shown(held: Library) -> None:
    findings = found(held, "compost")
    shown = {entry.doc_id for entry in findings.shown}
    assert shown == {entry.doc_id for entry in findings.ranked if entry.relevance >= HELPS}
    assert "compost" in shown
    assert len(shown) < len(findings.ranked)


def test_passages_of_a_document_come_best_first_with_their_share_of_the_best(
    library: Library, tmp_path: Path
) -> None:
    long = "\n\n".join(f"{text} " * 12 for text in SUBJECTS.values())
    take_in(library, tmp_path / "in", {**SUBJECTS, "all": long})
    index = library.generation()
    for question in ("storm surge", "compost for farms", "rapid buses of minibus owners"):
        for entry in found(library, question).ranked:
            shares = [share for _, share in entry.passages]
            assert shares[0] == 1
            assert shares == sorted(shares, reverse=True)
            assert {index.table.owner(i) for i, _ in entry.passages} == {entry.doc_id}
    (whole,) = (entry for entry in found(library, "storm").ranked if entry.doc_id == "all")
    assert len(whole.passages) > 1


def test_only_the_documents_that_are_named_are_looked_at(held: Library) -> None:
    finder = Finder(held, calibration())
    for among in (["buses", "drains"], {"compost"}, ["drains", "no such document"]):
        findings = finder.find(as_written("storm surge"), among)
        assert {entry.doc_id for entry in findings.ranked} == set(among) - {"no such document"}
    for among in ([], ["no such document"]):
        findings = finder.find(as_written("storm surge"), among)
        assert (findings.shown, findings.ranked) == ((), ())


def test_an_empty_library_has_nothing_to_show(library: Library) -> None:
    findings = found(library, "storm surge", 0.0)
    assert (findings.shown, findings.ranked) == ((), ())


def test_words_follow_what_is_taken_in(held: Library, tmp_path: Path) -> None:
    finder = Finder(held)
    before = finder.words()
    assert before.spelt["quarter"] == 2
    assert finder.words() is before
    take_in(held, tmp_path / "more", {"trams": "Trams reach the quarter without drivers."})
    assert finder.words().spelt["quarter"] == 3
    assert "trams" in finder.words().spelt


def test_near_duplicates_are_shown_once_with_the_others_named_and_hide_no_one(
    held: Library, tmp_path: Path
) -> None:
    copies = {f"copy{n:02}": f"{STUFFED}{n}." for n in range(COPIES)}
    take_in(held, tmp_path / "stuffed", copies)
    findings = found(held, "how does a quarter stay dry in a storm surge")
    shown = [entry.doc_id for entry in findings.shown]
    (stuffed,) = (entry for entry in findings.shown if entry.doc_id in copies)
    assert {stuffed.doc_id, *stuffed.alike} == set(copies)
    assert len(stuffed.alike) == COPIES - 1
    assert "mangroves" in shown
    assert len(shown) == len(set(shown)) <= len(SUBJECTS) + 1
    assert {entry.doc_id for entry in findings.ranked} == {*copies, *SUBJECTS}
    (told,) = (f for f in documents(held.store, findings.shown) if f.document.doc_id in copies)
    assert len(told.alike) == COPIES - 1


def test_the_better_of_two_that_say_the_same_is_the_one_that_is_shown(
    held: Library, tmp_path: Path
) -> None:
    take_in(held, tmp_path / "two", {"one": f"{STUFFED}one.", "two": f"{STUFFED}two, in Kisumu."})
    findings = found(held, "storm surge Kisumu")
    assert findings.shown[0].doc_id == "two"
    assert findings.shown[0].alike == ("one",)


def test_reports_that_begin_alike_and_answer_differently_are_both_shown(
    library: Library, tmp_path: Path
) -> None:
    beginning = "\n\n".join(
        " ".join(f"word{page}x{n}" for n in range(190)) + "." for page in range(4)
    )
    take_in(
        library,
        tmp_path / "in",
        {
            "report-2021": f"{beginning}\n\nThe council bought street sweepers and kept them running.",
            "report-2022": f"{beginning}\n\nNobody could repair the street sweepers, so they were sold.",
        },
    )
    shown = found(library, "street sweepers").shown
    assert {entry.doc_id: entry.alike for entry in shown} == {"report-2021": (), "report-2022": ()}


@pytest.mark.parametrize(
    "question", ["restaurants in Barcelona", "hotels in Medellín", "weather in Accra tomorrow"]
)
def test_a_question_is_judged_by_its_subject_and_not_by_a_place_in_common(
    assistant: Assistant, question: str
) -> None:
    read = understood(question, assistant.finder.words())
    assert read.subject != read.searched
    whole, subject = (assistant.finder.find(as_written(q)) for q in (question, read.subject))
    findings = assistant.finder.find(read)
    assert findings.sure == pytest.approx(subject.sure)
    by_subject = {entry.doc_id: entry.relevance for entry in subject.ranked}
    for entry in findings.ranked:
        assert entry.relevance <= by_subject.get(entry.doc_id, 0.0) + 1e-3
    assert {entry.doc_id for entry in findings.ranked} == {entry.doc_id for entry in whole.ranked}
    assert {f.doc_id for f in findings.shown} <= {f.doc_id for f in subject.shown}


def test_a_place_in_common_decides_among_cases_that_know_the_subject(assistant: Assistant) -> None:
    words = assistant.finder.words()
    for question, case in (
        ("cable cars in Medellín", "medellin-metrocable-integral-urban-projects"),
        ("cable cars in La Paz", "la-paz-mi-teleferico-cable-car-network"),
    ):
        findings = assistant.finder.find(understood(question, words))
        assert findings.shown[0].doc_id == case


def test_cities_of_the_case_studies_are_known_by_their_folded_names(assistant: Assistant) -> None:
    cities = assistant.finder.words().cities
    assert {"medellin", "sao paulo", "cape town"} <= set(cities)
    assert "ndola" not in cities


def test_every_bundled_case_study_can_be_found_by_its_own_title(assistant: Assistant) -> None:
    cases = [d for d in assistant.library.store.documents() if d.kind == "case"]
    ranked = {d.doc_id: assistant.finder.find(as_written(d.title)).ranked for d in cases[::8]}
    assert all(found[0].doc_id == doc_id for doc_id, found in ranked.items())
    assert all(len({entry.doc_id for entry in found}) == len(found) for found in ranked.values())
    assert max(len(found) for found in ranked.values()) <= 2 * DEPTH
