import re

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.nouns import Document, Page, Passage
from index.hashing import HashingEmbedder
from ingest.plain.markdown import MarkdownReader, headings
from ingest.segment import MAX_CHARACTERS, MAX_PIECES, passages

count = HashingEmbedder().count_pieces

lines = st.text(
    st.sampled_from("abcé ABC .!?,;:#-*•[]()\n\n0123 \t🙂漢字ا\u200f" + "\u0301"), max_size=1500
)


def document(pages: list[Page], title: str = "A plan") -> Document:
    outline = headings(pages[0].text) if pages and pages[0].number is None else ()
    return Document("d", title, "document", "text/plain", "0", "d", tuple(pages), outline, {})


def check(doc: Document) -> list[Passage]:
    cut = list(passages(doc, count))
    for index, page in enumerate(doc.pages):
        mine = [p for p in cut if p.page_index == index]
        assert "".join(p.text for p in mine) == (page.text if page.text.strip() else "")
        at = 0
        for passage in mine:
            assert passage.page == page.number
            assert (passage.start, page.text[passage.start : passage.end]) == (at, passage.text)
            assert "".join(passage.text[a:b] for a, b in passage.sentences) == passage.text
            assert passage.end - passage.start <= MAX_CHARACTERS + 50
            assert sum(count([passage.searchable()])) <= MAX_PIECES
            at = passage.end
    return cut


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3))
def test_passages_tile_every_page_within_their_size(texts: list[str]) -> None:
    check(document([Page(number, text) for number, text in enumerate(texts, 1)]))


@settings(max_examples=150, deadline=None)
@given(lines)
def test_passages_tile_a_text_without_pages(text: str) -> None:
    check(document([Page(None, text)]))


def test_long_words_and_long_sentences_are_cut() -> None:
    check(
        document(
            [
                Page(1, "x" * 9000),
                Page(2, "word " * 2000),
                Page(3, "漢" * 3000),
                Page(4, " " * 5000 + "word" + "\n" * 5000),
            ]
        )
    )


def test_a_long_title_leaves_room_for_the_text() -> None:
    cut = check(document([Page(1, "A sentence. " * 90)], title="many words " * 60))
    assert len(cut) <= 5


def test_a_passage_stays_in_its_section_and_is_headed_by_it() -> None:
    body = "This is a sentence about the matter at hand, and it has quite some words in it. "
    text = f"# Plan\n\n## Water\n\n{body * 3}\n\n## Heat\n\n{body * 3}\n"
    cut = check(document([Page(None, text)]))
    assert {p.section for p in cut} == {"Plan › Water", "Plan › Heat"}
    assert cut[0].heading == "A plan › Plan › Water"


def test_a_heading_alone_goes_with_what_follows() -> None:
    cut = check(document([Page(None, "# Plan\n\n## Water\n\n" + "Rain falls on roofs. " * 10)]))
    assert [p.section for p in cut] == ["Plan › Water"]


def test_a_text_without_headings_names_paragraphs() -> None:
    paragraph = "A sentence that says something of use to someone. " * 20
    cut = check(document([Page(None, f"{paragraph}\n\n{paragraph}\n\n{paragraph}")]))
    assert cut[0].section == "Paragraph 1"
    assert cut[-1].section == "Paragraph 3"


def test_a_page_with_a_number_needs_no_section() -> None:
    assert {p.section for p in check(document([Page(4, "Some words. " * 9)]))} == {""}


def test_a_case_is_headed_by_city_and_country(case_text: str) -> None:
    case = MarkdownReader().read(case_text.encode(), "x.md")
    cut = check(case)
    assert all(p.heading.startswith("Dakar · Senegal · A city bond") for p in cut)
    assert cut[0].heading.endswith("› Situation before")


def test_a_sentence_keeps_its_brackets_and_references() -> None:
    text = "It fell by half [3]. (A second study agrees.) “It works.” Then it rose (source 4)."
    (passage,) = check(document([Page(None, text)]))
    found = [passage.text[a:b].strip() for a, b in passage.sentences]
    assert not any(re.search(r"[\[(“]$", sentence) for sentence in found)
    assert found[0] == "It fell by half [3]."
