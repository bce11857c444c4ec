import pytest

from assistant.assistant import MAX_K, MAX_QUESTION, Assistant
from corpus.errors import BadLimit, BadQuestion, UnknownCase, UnknownCity

ANSWERED = {
    "How do we keep informal settlements from flooding?": None,
    "heat waves kill poor people in our city": "ahmedabad-heat-action-plan",
    "Minibus owners oppose our new bus system": "lagos-brt-lite",
    "try out a congestion tax for months before the vote": "stockholm-congestion-tax",
    "bike share failed because of the helmet law": "melbourne-bike-share-helmet-law",
    "weigh food waste and make households pay": "seoul-food-waste-rfid-fees",
    "can a city borrow on the capital market without the state": "dakar-municipal-bond",
    "emptying pit latrines where trucks cannot go": "kampala-pit-emptying-call-centre",
    "save water in a drought": "cape-town-day-zero-water-demand",
    "cable cars for hillside neighbourhoods": "medellin-metrocable-integral-urban-projects",
}

UNANSWERED = (
    "best recipe for apple pie",
    "who won the world cup in 1998",
    "python list comprehension syntax",
    "how to play chess openings",
    "symptoms of measles in children",
    "asdf qwer zxcv",
    "stock price of Apple",
    "how do black holes form",
)


@pytest.mark.parametrize(("question", "case_id"), ANSWERED.items())
def test_a_question_finds_the_case_that_answers_it(
    assistant: Assistant, question: str, case_id: str | None
) -> None:
    answer = assistant.ask(question)
    assert not answer.abstained
    found = [practice.case_id for practice in answer.practices]
    assert found
    assert case_id is None or case_id in found[:3]


@pytest.mark.parametrize("question", UNANSWERED)
def test_what_no_city_report_answers_is_declined_in_plain_words(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert (answer.practices, answer.documents) == ((), ())
    assert "Nothing in this collection answers this question" in (answer.reason or "")


@pytest.mark.parametrize("question", [q for q in ANSWERED if len(q) > 30])
def test_citations_are_numbered_through_and_quote_their_source_word_for_word(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question, k=10)
    citations = [c for practice in answer.practices for c in practice.citations]
    assert [c.n for c in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        (page,) = assistant.library.store.get(citation.doc_id).pages
        assert citation.quote in page.text
        assert citation.url.startswith(f"/cases/{citation.doc_id}#")


def test_practices_come_best_first_and_no_more_than_k(assistant: Assistant) -> None:
    answer = assistant.ask("flooding", k=3)
    relevances = [practice.relevance for practice in answer.practices]
    assert len(relevances) == 3
    assert relevances == sorted(relevances, reverse=True)
    assert all(0 <= relevance <= 1 for relevance in relevances)


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    assert assistant.ask("waste pickers", "Pune") == assistant.ask("waste pickers", "Pune")


def test_the_asking_city_is_found_by_name(assistant: Assistant) -> None:
    city = assistant.ask("flooding", "saigon").city
    assert city
    assert (city.name, city.country) == ("Ho Chi Minh City", "Vietnam")
    assert assistant.ask("flooding", "  ").city is None


def test_a_failure_is_told_as_one(assistant: Assistant) -> None:
    first = assistant.ask("municipal bond blocked by the national government").practices[0]
    assert first.outcome == "failure"
    assert first.why.startswith("Its section")


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "🙂", "x" * (MAX_QUESTION + 1)])
def test_an_empty_or_endless_question_is_refused(assistant: Assistant, question: str) -> None:
    with pytest.raises(BadQuestion):
        assistant.ask(question)


@pytest.mark.parametrize("k", [0, -1, MAX_K + 1, 10**9])
def test_k_out_of_range_is_refused(assistant: Assistant, k: int) -> None:
    with pytest.raises(BadLimit, match=f"1 to {MAX_K}"):
        assistant.ask("flooding", k=k)


def test_an_unknown_city_offers_the_nearest(assistant: Assistant) -> None:
    with pytest.raises(UnknownCity, match="Quelimane"):
        assistant.ask("flooding", "Quelimani")


@pytest.mark.parametrize(
    "question",
    [
        "what is it about?",
        "'; DROP TABLE documents; --",
        'AND OR NOT "unbalanced (',
        "title:flood* ~2 ^8",
        ".*(a+)+$",
        "<script>alert(1)</script>",
        "água سيول 洪水 наводнение",
    ],
)
def test_odd_questions_get_an_answer_or_an_abstention(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained != bool(answer.practices or answer.documents)


def test_a_case_is_given_by_id(assistant: Assistant) -> None:
    assert assistant.case("dakar-municipal-bond").city == "Dakar"
    with pytest.raises(UnknownCase, match="atlantis"):
        assistant.case("atlantis")
