import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.assistant import MAX_QUESTION, Assistant
from assistant.calibration import SIGNALS, Calibration
from assistant.feedback import MAX_PROPOSALS, Feedback
from assistant.finding import Finder
from assistant.judged import export
from assistant.proposal import MAX_COMMENT, Proposal, State, Thumbs, proposal
from corpus.errors import BadFeedback, BadQuestion, FeedbackFull, StoreError, UnknownFeedback
from corpus.nouns import Document
from index.library import Library
from ingest.pipeline import ingest

SURE = Calibration(
    {"offset": 9.0, **dict.fromkeys(SIGNALS, 0.0)}, {"offset": 0.0, "score": 9.0}, 0.0
)
"""Shows whatever is found: the shipped weights know nothing of the reference embedder."""

QUESTION = "How do we cool schoolyards?"
TEXTS = {
    "trees": "Trees cool schoolyards. Children asked for shade, and trees gave it.",
    "water": "Fountains cool schoolyards where water is cheap; shade helps more.",
    "paint": "White paint on roofs keeps classrooms and schoolyards cool.",
}


def answering(library: Library) -> Assistant:
    helper = Assistant(library)
    helper.finder = Finder(library, SURE)
    return helper


def about(doc_id: str) -> Document:
    return Document(doc_id, doc_id.title(), "document", "text/plain", "0" * 64, "", (), (), {})


def said(
    question: str = QUESTION,
    doc_id: str = "trees",
    thumbs: Thumbs = Thumbs.UP,
    surface: str = "page",
    citation: int | None = None,
    comment: str = "",
) -> Proposal:
    return proposal(question, about(doc_id), thumbs, surface, citation, comment)


@pytest.fixture
def feedback(tmp_path: Path) -> Feedback:
    return Feedback(tmp_path)


@pytest.fixture
def asked(library: Library, tmp_path: Path) -> Library:
    paths = [tmp_path / f"{name}.txt" for name in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.stem])
    ingest(library, paths)
    return library


def test_feedback_is_kept_as_it_was_said(feedback: Feedback, tmp_path: Path) -> None:
    feedback.propose(said(thumbs=Thumbs.DOWN, citation=3, comment=" Too costly\nfor us. "))
    (held,) = Feedback(tmp_path).proposals()
    assert (held.question, held.doc_id, held.thumbs) == (QUESTION, "trees", "down")
    assert (held.surface, held.citation, held.comment) == ("page", 3, "Too costly for us.")
    assert (held.state, held.decision) == (State.PROPOSED, None)
    assert held.when.endswith("+00:00")


def test_the_same_feedback_is_kept_once_wherever_it_is_said(feedback: Feedback) -> None:
    first = feedback.propose(said())
    assert feedback.propose(said(f" {QUESTION} ", surface="cli")) == first
    feedback.accept(first.id, 2, "Ana")
    assert feedback.propose(said()).state is State.ACCEPTED
    assert len(feedback.proposals()) == 1


def test_other_feedback_is_kept_beside_it_in_the_order_in_which_it_came(feedback: Feedback) -> None:
    kept = [
        feedback.propose(given)
        for given in (
            said(),
            said(thumbs=Thumbs.DOWN),
            said(doc_id="water"),
            said("Shade?"),
            said(citation=1),
            said(comment="Yes."),
        )
    ]
    assert feedback.proposals() == kept


def test_the_same_feedback_from_many_at_once_is_one_file(
    feedback: Feedback, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(8) as pool:
        held = list(pool.map(lambda _: Feedback(tmp_path).propose(said()), range(32)))
    assert len({given.when for given in held}) == 1
    assert len(feedback.proposals()) == 1


def test_a_decision_tells_who_and_when_and_changes_no_file(
    feedback: Feedback, tmp_path: Path
) -> None:
    first = feedback.propose(said())
    path = tmp_path / "feedback" / f"{first.id}.json"
    before = path.read_bytes()
    decision = feedback.accept(first.id, 1, "Ana").decision
    assert decision is not None
    assert (decision.state, decision.grade, decision.by) == (State.ACCEPTED, 1, "Ana")
    assert decision.when > first.when
    assert path.read_bytes() == before


def test_a_later_decision_counts_and_the_earlier_one_stays_on_file(
    feedback: Feedback, tmp_path: Path
) -> None:
    first = feedback.propose(said())
    feedback.accept(first.id, 2, "Ana")
    assert feedback.reject(first.id, "Ben").state is State.REJECTED
    assert feedback.judgements() == {}
    feedback.accept(first.id, 1, "Ana")
    assert feedback.judgements() == {QUESTION: {"trees": 1}}
    folder = tmp_path / "feedback" / "decisions"
    grades = [json.loads(path.read_bytes())["grade"] for path in sorted(folder.iterdir())]
    assert grades == [2, None, 1]


def test_only_what_was_accepted_is_a_judgement(feedback: Feedback) -> None:
    trees, water, paint = (feedback.propose(said(doc_id=doc)) for doc in TEXTS)
    feedback.accept(trees.id, 2, "Ana")
    feedback.reject(water.id, "Ana")
    assert feedback.judgements() == {QUESTION: {"trees": 2}}
    assert feedback.get(paint.id).state is State.PROPOSED


def test_of_two_judgements_of_one_pair_the_one_decided_later_counts(feedback: Feedback) -> None:
    up, down = feedback.propose(said()), feedback.propose(said(thumbs=Thumbs.DOWN))
    feedback.accept(down.id, 0, "Ana")
    feedback.accept(up.id, 2, "Ben")
    assert feedback.judgements() == {QUESTION: {"trees": 2}}
    feedback.accept(down.id, 0, "Ana")
    assert feedback.judgements() == {QUESTION: {"trees": 0}}


def test_no_answer_changes_by_feedback_nor_by_accepting_it(asked: Library) -> None:
    before = answering(asked).ask(QUESTION)
    order = [document.doc_id for document in before.documents]
    assert len(order) >= 2
    feedback = Feedback(asked.home)
    for doc_id, thumbs, grade in [(order[0], Thumbs.DOWN, 0), (order[-1], Thumbs.UP, 2)]:
        given = feedback.propose(proposal(QUESTION, asked.store.get(doc_id), thumbs, "page"))
        assert answering(asked).ask(QUESTION) == before
        feedback.accept(given.id, grade, "Ana")
        assert answering(asked).ask(QUESTION) == before
    assert feedback.judgements() == {QUESTION: {order[0]: 0, order[-1]: 2}}


@pytest.mark.parametrize("question", ["", "  \n", "?!", "\x00"])
def test_feedback_without_a_question_is_refused(question: str) -> None:
    with pytest.raises(BadQuestion, match="The question is empty"):
        said(question)


def test_what_is_too_long_is_refused_with_the_limit() -> None:
    assert said("x" * MAX_QUESTION, comment="y" * MAX_COMMENT).comment == "y" * MAX_COMMENT
    with pytest.raises(BadQuestion, match="the limit is 2000"):
        said("x" * (MAX_QUESTION + 1))
    with pytest.raises(BadFeedback, match="the limit is 1000"):
        said(comment="y" * (MAX_COMMENT + 1))
    with pytest.raises(BadFeedback, match="1 to 100 characters"):
        said(surface="z" * 101)


def test_a_quote_s_number_counts_from_one() -> None:
    assert said(citation=1).citation == 1
    with pytest.raises(BadFeedback, match="numbered from 1"):
        said(citation=0)


def test_characters_that_steer_a_terminal_are_taken_out() -> None:
    given = said("Cool\x1b[2J yards\u202e?\ud800", comment="a\tb\x07\u2066c")
    assert given.question == "Cool [2J yards ?"
    assert given.comment == "a b c"


def test_characters_that_scripts_need_are_kept() -> None:
    question = "می‌خواهیم خیابان‌ها را خنک کنیم؟"
    assert said(question).question == question


@pytest.mark.parametrize("grade", [-1, 3, 10])
def test_a_grade_that_is_none_is_refused(feedback: Feedback, grade: int) -> None:
    given = feedback.propose(said())
    with pytest.raises(BadFeedback, match="Give 2"):
        feedback.accept(given.id, grade, "Ana")
    assert feedback.get(given.id).state is State.PROPOSED


def test_a_decision_needs_a_name(feedback: Feedback) -> None:
    given = feedback.propose(said())
    with pytest.raises(BadFeedback, match="1 to 100 characters"):
        feedback.reject(given.id, " ")
    assert feedback.get(given.id).state is State.PROPOSED


@pytest.mark.parametrize("feedback_id", ["", "0" * 16, "../secret", "*", "decisions"])
def test_an_id_that_is_not_there_is_refused(feedback: Feedback, feedback_id: str) -> None:
    feedback.propose(said())
    with pytest.raises(UnknownFeedback, match="feedback list"):
        feedback.accept(feedback_id, 1, "Ana")


def test_over_the_limit_new_feedback_is_refused_and_what_is_held_still_found(
    feedback: Feedback,
) -> None:
    first = feedback.propose(said())
    for number in range(MAX_PROPOSALS - 1):
        (feedback.folder / f"{number:016x}.json").touch()
    with pytest.raises(FeedbackFull, match="move that folder away"):
        feedback.propose(said(doc_id="water"))
    assert feedback.propose(said()) == first


@pytest.mark.parametrize("content", ["", "{", '{"id": "x"}'])
def test_a_damaged_file_is_named(feedback: Feedback, content: str) -> None:
    given = feedback.propose(said())
    (feedback.folder / f"{given.id}.json").write_text(content)
    with pytest.raises(StoreError, match=given.id):
        feedback.proposals()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "feedback").write_text("a file")
    with pytest.raises(StoreError, match="cannot be written"):
        Feedback(tmp_path).propose(said())


def test_judgements_are_written_in_the_form_of_a_collection(tmp_path: Path) -> None:
    judged = {QUESTION: {"trees": 2, "water": 0}, "Wie kühlen wir?": {"paint": 1}}
    assert export(judged, tmp_path / "out") == 2
    rows = (tmp_path / "out" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    queries = {row["text"]: row["_id"] for row in map(json.loads, rows)}
    assert set(queries) == set(judged)
    assert (tmp_path / "out" / "qrels.tsv").read_text().splitlines() == [
        "query-id\tcorpus-id\tscore",
        f"{queries[QUESTION]}\ttrees\t2",
        f"{queries[QUESTION]}\twater\t0",
        f"{queries['Wie kühlen wir?']}\tpaint\t1",
    ]


def test_an_export_can_be_measured_on_once_the_texts_are_beside_it(tmp_path: Path) -> None:
    from index.collection import load

    export({QUESTION: {"trees": 2}}, tmp_path)
    (tmp_path / "corpus.jsonl").write_text('{"_id": "trees", "title": "", "text": "Trees."}\n')
    assert list(load(tmp_path).judged.values()) == [{"trees": 2}]


def test_an_export_overwrites_nothing_and_needs_something(tmp_path: Path) -> None:
    with pytest.raises(BadFeedback, match="No feedback was accepted yet"):
        export({}, tmp_path)
    (tmp_path / "qrels.tsv").write_text("golden")
    with pytest.raises(BadFeedback, match=r"has a qrels\.tsv already"):
        export({QUESTION: {"trees": 2}}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["qrels.tsv"]
