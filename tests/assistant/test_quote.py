from assistant.quote import LONGEST, quote
from corpus.nouns import Passage


def passage(text: str, *cuts: int) -> Passage:
    ends = [*cuts, len(text)]
    spans = tuple(zip([0, *cuts], ends, strict=True))
    return Passage(1, "d", 0, 3, "", "Title", 0, len(text), text, spans)


def test_the_sentence_that_shares_most_words_is_quoted_word_for_word() -> None:
    text = (
        "The city built a wall along the whole of its southern shore in only three years of work. "
        "Floods then came from behind the wall, because the drains were never widened at all there."
    )
    cut = text.index("Floods")
    assert quote(passage(text, cut), "Why do drains flood?") == text[cut:]


def test_a_short_sentence_takes_the_next_along() -> None:
    text = "Floods came back. The drains were blocked by waste. Nobody had a budget for cleaning."
    cuts = (text.index("The drains"), text.index("Nobody"))
    assert (
        quote(passage(text, *cuts), "floods")
        == "Floods came back. The drains were blocked by waste."
    )


def test_headings_list_marks_and_scraps_are_not_quoted() -> None:
    text = "## Drains and floods\n\n- Drains were widened together with the residents of the quarter.\n"
    found = quote(passage(text, text.index("-")), "drains floods")
    assert found == "Drains were widened together with the residents of the quarter."


def test_a_passage_of_scraps_is_still_quoted() -> None:
    assert quote(passage("Table 3: 12 34 56"), "anything") == "Table 3: 12 34 56"


def test_a_quote_is_never_longer_than_its_limit_and_stays_verbatim() -> None:
    text = "drain " * 300
    found = quote(passage(text), "drain")
    assert len(found) <= LONGEST
    assert found in text
    assert quote(passage("d" * 999), "d") == "d" * LONGEST
