from hypothesis import given
from hypothesis import strategies as st

from ingest.office.markup import Markup
from ingest.plain.clean import clean
from ingest.plain.markdown import headings


def test_blocks_are_apart_by_a_blank_line_and_items_and_rows_are_not() -> None:
    made = Markup()
    made.title("The  title")
    made.heading(1, "One")
    made.paragraph("  a\tb\nc ")
    made.paragraph(" \u200b ")
    made.item(0, "-", "x")
    made.item(1, "2.", "y\n\nz")
    made.item(0, "-", " ")
    made.rows([["a", "b"], ["", ""], ["", "c\nd"], ["e", ""]])
    assert made.text() == ("# The title\n\n## One\n\na b\nc\n\n- x\n  2. y\nz\n\na | b\n| c d\ne")


def test_headings_are_under_those_above_and_deep_ones_keep_six_marks() -> None:
    made = Markup()
    for level, text in ((2, "Early"), (1, "A"), (3, "B"), (9, "C"), (1, " ")):
        made.heading(level, text)
    assert [path for _, _, path in made.outline(None)] == [
        *(("Early",), ("A",), ("A", "B"), ("A", "B", "C"))
    ]
    assert made.text().endswith("###### C")


BLOCKS = st.tuples(
    st.sampled_from(["heading", "paragraph", "item", "rows"]),
    st.text(st.characters(exclude_characters="#`~*_[]<>")),
)


@given(st.lists(BLOCKS, max_size=12))
def test_the_outline_is_where_the_headings_are_and_all_text_is_clean(
    blocks: list[tuple[str, str]],
) -> None:
    made = Markup()
    for kind, text in blocks:
        match kind:
            case "heading":
                made.heading(1, text)
            case "paragraph":
                made.paragraph(text)
            case "item":
                made.item(1, "-", text)
            case _:
                made.rows([[text, text]])
    text, outline = made.text(), made.outline(3)
    assert clean(text) == text
    assert [at for _, at, _ in headings(text)] == [at for _, at, _ in outline]
    assert all(number == 3 for number, _, _ in outline)
