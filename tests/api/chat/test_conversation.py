import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.chat.base import Kind, Reply
from api.chat.conversation import asked, turn
from api.chat.details import NOT_SAID
from api.chat.follow_ups import NO_MORE, NOTHING_BEFORE
from api.chat.replay import replayed
from api.chat.talk import NEW, Talk
from assistant.assistant import ABSTAINED, Assistant
from tests.api.chat.twenty import TURNS

FLOODS = "Our streets flood when heavy rain meets the high tide"
BUSES = "Our bus reform angered passengers"


def said(assistant: Assistant, *texts: str, talk: Talk = NEW) -> tuple[Reply, Talk]:
    reply = Reply(kind=Kind.TOLD)
    for text in texts:
        reply, talk = turn(text, talk, assistant)
    return reply, talk


def told(reply: Reply) -> str:
    return "\n".join((*reply.lines, *reply.after))


def test_the_city_is_set_shown_changed_and_forgotten_by_words(assistant: Assistant) -> None:
    _, talk = said(assistant, "We are in Beira")
    assert talk.city == "Beira, Mozambique"
    assert "Beira, Mozambique" in told(said(assistant, "which city?", talk=talk)[0])
    reply, talk = said(
        assistant, FLOODS, "change city to Accra, Ghana", "would 1 work here?", talk=talk
    )
    assert reply.city == "Accra, Ghana"
    assert talk.question == FLOODS
    reply, talk = said(assistant, "forget my city", "would 1 work here?", talk=talk)
    assert (reply.kind, talk.city) == (Kind.TOLD, "")
    assert "city NAME" in told(reply)


def test_a_city_and_a_question_may_come_in_one_message(assistant: Assistant) -> None:
    reply, talk = said(assistant, f"We are in Beira. {FLOODS}!")
    assert talk.city == "Beira, Mozambique"
    assert talk.question == f"{FLOODS}!"
    assert reply.kind is Kind.ANSWER
    assert reply.items[0].changes[0].startswith("In Beira:")


def test_a_question_for_another_city_is_for_this_once(assistant: Assistant) -> None:
    reply, talk = said(assistant, "city Beira", FLOODS, "and in Quelimane?")
    assert reply.city == "Quelimane, Mozambique"
    assert "your city stays Beira, Mozambique" in told(reply)
    assert said(assistant, "would 2 work there?", talk=talk)[0].city == "Quelimane, Mozambique"
    reply, talk = said(assistant, BUSES, talk=talk)
    assert reply.city == talk.city == "Beira, Mozambique"


@pytest.mark.parametrize(
    ("text", "form"), [("city Córdoba", "city "), ("and in Córdoba?", "and in "), ("peers", "")]
)
def test_several_cities_of_a_name_are_offered_ready_to_be_sent(
    assistant: Assistant, text: str, form: str
) -> None:
    _, talk = said(assistant, "city Beira", FLOODS)
    if text == "peers":
        reply, _ = said(assistant, "cities like Córdoba", talk=talk)
    else:
        reply, after = said(assistant, text, talk=talk)
        assert after == talk
    assert reply.kind is Kind.TROUBLE
    assert len(reply.examples) == 2
    for example in reply.examples:
        assert example.startswith(form)
        better, _ = said(assistant, example, talk=talk)
        assert better.kind is not Kind.TROUBLE
        assert "Córdoba" in better.city


def test_a_name_that_is_offered_is_just_one_city(assistant: Assistant) -> None:
    """Regions that have only a number do not read as part of a name."""
    reply, _ = said(assistant, "city San José")
    assert "city San José, Costa Rica" in reply.examples
    for example in reply.examples:
        assert said(assistant, example)[0].kind is Kind.TOLD


def test_after_peers_the_conversation_is_about_them_and_no_more_about_the_question(
    assistant: Assistant,
) -> None:
    reply, talk = said(assistant, "city Accra, Ghana", BUSES, "peers")
    assert len(reply.items) == len(talk.shown)
    assert said(assistant, "more", talk=talk)[0].lines == (NOTHING_BEFORE,)
    told_of, after = said(assistant, "what did 2 cost?", talk=talk)
    assert told_of.items[0].doc_id == reply.items[1].doc_id
    assert after.question == ""


def test_a_misspelt_city_is_told_with_the_nearest_ones(assistant: Assistant) -> None:
    reply, talk = said(assistant, "city Quelimanne")
    assert (reply.kind, talk) == (Kind.TROUBLE, NEW)
    assert "city Quelimane, Mozambique" in reply.examples


def test_a_city_whose_label_is_not_enough_is_kept_by_the_name_that_is(assistant: Assistant) -> None:
    _, talk = said(assistant, "city: Springfield, MO, United States", FLOODS)
    assert talk.city == "Springfield, MO, United States"
    assert talk.shown


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("what did {} cost?", "Cost and who paid"),
        ("who paid for {}?", "Cost and who paid"),
        ("what were the results of {}?", "Results"),
        ("what went wrong with {}?", "What went wrong"),
        ("what were the lessons of {}", "Lessons"),
        ("what does {} need?", "Conditions"),
        ("what was the situation before in {}", "Situation before"),
        ("what should we know before copying {}", "What others should know before copying"),
    ],
)
def test_what_is_asked_of_an_item_is_quoted_from_its_own_section(
    assistant: Assistant, text: str, section: str
) -> None:
    _, talk = said(assistant, BUSES)
    for number, doc_id in enumerate(talk.shown, 1):
        reply, after = said(assistant, text.format(number), talk=talk)
        (item,) = reply.items
        assert (item.number, item.doc_id, after.about) == (number, doc_id, number)
        assert item.quotes
        document = assistant.library.store.get(doc_id)
        for quote in item.quotes:
            assert quote.section == section
            assert document.pages[0].text[quote.start : quote.end] == quote.quote
            assert len(quote.quote) <= 360
        assert [quote.n for quote in item.quotes] == [*range(1, len(item.quotes) + 1)]


def test_an_item_may_be_named_by_its_city(assistant: Assistant) -> None:
    _, talk = said(assistant, BUSES)
    place = talk.places[1]
    reply, _ = said(assistant, f"what went wrong in {place}?", talk=talk)
    assert [item.doc_id for item in reply.items] == [talk.shown[1]]


def test_it_means_the_item_last_spoken_of(assistant: Assistant) -> None:
    reply, _ = said(assistant, BUSES, "what did 2 cost?", "how long did it take?")
    assert [item.number for item in reply.items] == [2]
    assert "I take it" not in told(reply)
    reply, _ = said(assistant, BUSES, "what did it cost?")
    assert [item.number for item in reply.items] == [1]
    assert "I take it that you mean 1" in told(reply)


def test_what_must_change_says_which_item_it_takes_where_none_was_named(
    assistant: Assistant,
) -> None:
    _, talk = said(assistant, "city Accra", BUSES)
    assert "I take it that you mean 1" in told(said(assistant, "would it work here?", talk=talk)[0])
    for text in ("would 2 work here?", "would 1 work here?"):
        assert "I take it" not in told(said(assistant, text, talk=talk)[0])


def test_other_items_of_a_city_are_named_where_an_item_is_called_by_it(
    assistant: Assistant,
) -> None:
    _, talk = said(assistant, BUSES)
    twice = talk.model_copy(update={"places": (talk.places[1], talk.places[1], talk.places[2])})
    reply, _ = said(assistant, f"what went wrong in {talk.places[1]}?", talk=twice)
    assert "1 is meant; 2 is of" in told(reply)
    assert "is meant" not in told(said(assistant, "what went wrong with 1?", talk=twice)[0])


def test_the_last_item_is_called_the_last_one(assistant: Assistant) -> None:
    _, talk = said(assistant, BUSES)
    reply, after = said(assistant, "the last one", talk=talk)
    assert [item.doc_id for item in reply.items] == [talk.shown[-1]]
    assert after.about == len(talk.shown)


def test_items_are_compared_on_the_page_that_compares_them(assistant: Assistant) -> None:
    _, talk = said(assistant, "city Accra", BUSES)
    reply, after = said(assistant, "compare 1 and 3", talk=talk)
    assert reply.page.startswith("/shortlist/compare?city=Accra")
    assert reply.page.endswith(f"case={talk.shown[0]}&case={talk.shown[2]}")
    assert after == talk
    assert said(assistant, "compare 1 and 9", talk=talk)[0].kind is Kind.TROUBLE
    _, nowhere = said(assistant, BUSES)
    assert "city NAME" in told(said(assistant, "compare 1 and 3", talk=nowhere)[0])


@pytest.mark.parametrize("text", ["how so?", "in USD?", "wrong city", "in Spanish please", "no"])
def test_a_message_that_names_nothing_leaves_the_conversation_as_it_is(
    assistant: Assistant, text: str
) -> None:
    _, talk = said(assistant, "city Accra", BUSES)
    reply, after = said(assistant, text, talk=talk)
    assert (reply.kind in (Kind.ABSTENTION, Kind.TOLD), after) == (True, talk)
    assert reply.examples
    assert "welcome" not in told(reply)


def test_of_two_cities_one_has_to_be_chosen(assistant: Assistant) -> None:
    reply, talk = said(assistant, "We work in Bogotá and Medellín")
    assert (reply.examples, talk) == (("city Bogotá", "city Medellín"), NEW)


@pytest.mark.parametrize("before", [(), (FLOODS,)])
def test_examples_of_a_subject_are_searched_for(
    assistant: Assistant, before: tuple[str, ...]
) -> None:
    reply, talk = said(assistant, *before, "examples of participatory budgeting")
    assert reply.kind is Kind.ANSWER
    assert talk.question == "examples of participatory budgeting"


def test_all_items_are_told_of_at_once(assistant: Assistant) -> None:
    reply, talk = said(assistant, BUSES, "what did each of them cost?")
    assert [item.doc_id for item in reply.items] == list(talk.shown)
    numbers = [quote.n for item in reply.items for quote in item.quotes]
    assert numbers == [*range(1, len(talk.shown) + 1)]


def test_what_a_source_does_not_say_is_said_plainly(assistant: Assistant) -> None:
    reply, _ = said(assistant, BUSES, "1: which football clubs play there?")
    assert (reply.kind, reply.lines) == (Kind.ABSTENTION, (NOT_SAID,))


def test_words_of_ones_own_are_looked_for_within_an_item(assistant: Assistant) -> None:
    reply, talk = said(assistant, BUSES, "1: smart card and fare")
    (item,) = reply.items
    assert item.doc_id == talk.shown[0]
    assert any(
        "fare" in quote.quote.lower() or "card" in quote.quote.lower() for quote in item.quotes
    )


def test_the_sources_are_listed_as_the_text_numbers_them(assistant: Assistant) -> None:
    reply, talk = said(assistant, BUSES, "sources of 2")
    case = assistant.case(talk.shown[1])
    assert reply.after[0].startswith(f"(source 1) {case.sources[0].title}")


def test_whom_to_ask_names_cities_and_with_a_city_networks(assistant: Assistant) -> None:
    assert "Other cities that have done it" in told(said(assistant, BUSES, "who can we ask?")[0])
    reply, _ = said(assistant, "city Accra", BUSES, "who can we ask about 2?")
    assert "those most like yours first" in told(reply)


def test_what_must_change_is_the_transplant_sheet_in_brief(assistant: Assistant) -> None:
    reply, talk = said(assistant, "city Accra", BUSES, "would 2 work here?")
    report = assistant.transplant(talk.shown[1], "Accra, Ghana")
    (item,) = reply.items
    assert f"suggested: {report.degree} · fit {report.fit:.2f}" in item.about
    assert item.changes[0].endswith("unknown")
    assert item.sheet.startswith("/transplant?practice=")
    assert "Check first" in told(reply)
    held = {support.text for flag in report.flags for support in flag.evidence}
    assert item.quotes
    assert {quote.quote for quote in item.quotes} <= held
    reply, talk = said(assistant, "would it work in Kampala?", talk=talk)
    assert (reply.city, talk.city) == ("Kampala, Uganda", "Accra, Ghana")


def test_peers_can_be_asked_about_by_their_numbers(assistant: Assistant) -> None:
    reply, talk = said(assistant, "city Beira", "peers on waste")
    assert len(reply.items) == 5
    about, _ = said(assistant, "what did 2 cost?", talk=talk)
    assert about.items[0].doc_id == reply.items[1].doc_id


def test_narrowings_add_up_and_are_taken_back(assistant: Assistant) -> None:
    reply, talk = said(
        assistant, "How can we reduce floods?", "only from Africa", "only since 2015"
    )
    assert talk.filters == {"region": ["Africa"], "year": ["2015.."]}
    assert "Narrowed to region Africa; year from 2015." in reply.lines
    assert {assistant.case(i).country for i in talk.shown} <= {
        "CM",
        "ET",
        "MZ",
        "TZ",
        "GH",
        "BJ",
        "SN",
        "BF",
    }
    _, talk = said(assistant, "only from Asia", talk=talk)
    assert talk.filters["region"] == ["Asia"]
    _, talk = said(assistant, "also from Africa", talk=talk)
    assert talk.filters["region"] == ["Asia", "Africa"]
    _, talk = said(assistant, "show all again", talk=talk)
    assert talk.filters == {}


def test_a_narrowing_that_leaves_nothing_says_so_and_leaves_the_answer(
    assistant: Assistant,
) -> None:
    _, before = said(assistant, FLOODS)
    reply, talk = said(assistant, "show me ones that failed", talk=before)
    assert reply.kind is Kind.ABSTENTION
    assert "outcome 'failed'" in told(reply)
    assert talk == before


@pytest.mark.parametrize("text", ["only from Atlantis", "show me ones with dragons"])
def test_what_nothing_can_be_narrowed_to_is_told_with_what_can(
    assistant: Assistant, text: str
) -> None:
    reply, _ = said(assistant, FLOODS, text)
    assert "nothing that an answer can be narrowed to" in told(reply)


def test_a_city_is_no_narrowing_but_its_country_is_offered(assistant: Assistant) -> None:
    reply, talk = said(assistant, FLOODS, "only from Philadelphia, United States")
    assert reply.examples[0] == "only from United States"
    assert said(assistant, reply.examples[0], talk=talk)[1].filters == {"country": ["US"]}


def test_more_goes_on_with_numbers_and_marks_until_all_was_shown(assistant: Assistant) -> None:
    reply, talk = said(assistant, BUSES)
    seen = [item.doc_id for item in reply.items]
    found = assistant.ask(BUSES, k=50).found
    while (reply := said(assistant, "more", talk=talk)[0]).lines != (NO_MORE,):
        assert reply.items[0].number == len(seen) + 1
        seen += [item.doc_id for item in reply.items]
        _, talk = said(assistant, "more", talk=talk)
        assert list(talk.shown) == seen
    assert len(seen) == len(set(seen)) == found


def test_an_abstention_is_in_the_assistants_words_and_the_last_answer_stays(
    assistant: Assistant,
) -> None:
    _, before = said(assistant, BUSES)
    reply, talk = said(assistant, "who won the chess world championship?", talk=before)
    assert reply.kind is Kind.ABSTENTION
    assert ABSTAINED in reply.lines
    assert talk == before


@pytest.mark.parametrize(
    "text", ["what did it cost?", "more", "and in Quelimane?", "only from Africa", "would 2 work here?", "show all again"]
)  # fmt: skip
def test_a_follow_up_to_nothing_is_told_what_is_missing(assistant: Assistant, text: str) -> None:
    reply, talk = said(assistant, text)
    assert (reply.lines, talk) == ((NOTHING_BEFORE,), NEW)
    assert reply.examples


def test_a_number_that_was_not_shown_is_told(assistant: Assistant) -> None:
    reply, _ = said(assistant, BUSES, "what did 9 cost?")
    assert (reply.kind, reply.lines[0]) == (
        Kind.TROUBLE, "There is no 9 in the last answer; its numbers go from 1 to 3."
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", " \n", "🎉🎉", "!!!", "x" * 2001, "more\n" * 10_000, "👍" * 5000]
)
def test_what_cannot_be_asked_gets_a_sentence(assistant: Assistant, text: str) -> None:
    reply, talk = said(assistant, text)
    assert (reply.kind, talk) == (Kind.TROUBLE, NEW)
    assert reply.lines[0].endswith(".")


Replied = list[tuple[str, Reply, Talk]]


@pytest.fixture(scope="module")
def every_reply(assistant: Assistant) -> Replied:
    """Each of TURNS with its reply and what is remembered then."""
    talk, found = NEW, []
    for text in TURNS:
        reply, talk = turn(text, talk, assistant)
        found.append((text, reply, talk))
    return found


def test_an_answer_is_made_anew_from_what_is_remembered(
    assistant: Assistant, every_reply: Replied
) -> None:
    for text, reply, talk in every_reply:
        if reply.kind is Kind.ANSWER:
            assert asked(talk, assistant)[0].items == reply.items, text


def test_every_example_works_when_it_is_sent_as_it_is(
    assistant: Assistant, every_reply: Replied
) -> None:
    tried: set[tuple[str, str]] = set()
    for text, reply, talk in every_reply:
        assert 1 <= len(reply.examples) <= 4, text
        for example in reply.examples:
            if "👍" in example or (example, talk.question) in tried:
                continue
            tried.add((example, talk.question))
            then, _ = turn(example, talk, assistant)
            assert then.kind in (Kind.ANSWER, Kind.TOLD), (text, example)
            assert then.lines != (NOTHING_BEFORE,), (text, example)


def test_a_conversation_replayed_from_its_messages_goes_on_as_the_one_that_is_remembered(
    assistant: Assistant, every_reply: Replied
) -> None:
    for at, (text, reply, _) in enumerate(every_reply):
        talk = replayed(TURNS[:at], assistant, text)
        again, _ = turn(text, talk, assistant)
        assert (again.kind, again.items, again.city) == (reply.kind, reply.items, reply.city), text


def test_a_replay_asks_nothing_where_a_question_stands_alone(assistant: Assistant) -> None:
    talk = replayed([FLOODS, "only from Africa", "more", "city Accra"], assistant, BUSES)
    assert (talk.question, talk.filters, talk.part) == (FLOODS, {"region": ["Africa"]}, 1)
    assert (talk.city, talk.shown) == ("Accra, Ghana", ())
    assert replayed([FLOODS, "chess openings for beginners"], assistant).question == FLOODS


WORDS = [
    "what", "did", "it", "cost", "only", "from", "Africa", "since", "2015", "9999", "show", "me", "ones", "that", "failed", "and", "in", "for", "Beira", "Córdoba", "city:", "city", "we", "are", "1", "2", "99", "the", "second", "one", "more", "about", "would", "work", "here", "peers", "on", "waste", "bananas", "👍", "👎", ",", ":", "?", ".", "help", "all", "again", "also",
]  # fmt: skip


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join) | st.text(max_size=60)
)
def test_whatever_is_said_gets_a_reply_that_says_something(
    assistant: Assistant, every_reply: Replied, text: str
) -> None:
    _, _, talk = every_reply[4]
    for before in (NEW, talk):
        reply, _ = turn(text, before, assistant)
        assert reply.lines or reply.items
