import pytest

from corpus.errors import UnreadableFile
from ingest.plain.markdown import MAX_HEADING, MarkdownReader, headings


def test_headings_carry_the_headings_above_them() -> None:
    text = "# Plan\nx\n## Water\ny\n### Drains\n## *Heat* [stress](x)\n"
    assert [path for _, _, path in headings(text)] == [
        ("Plan",),
        ("Plan", "Water"),
        ("Plan", "Water", "Drains"),
        ("Plan", "Heat stress"),
    ]
    assert all(text[at] == "#" for _, at, _ in headings(text))


def test_what_stands_in_fenced_code_is_no_heading() -> None:
    assert headings("```\n# not this\n```\n#nor this\n") == ()


def test_a_case_study_becomes_a_case_with_its_own_id(case_text: str) -> None:
    document = MarkdownReader().read(case_text.encode(), "renamed.md")
    assert (document.kind, document.doc_id) == ("case", "dakar-municipal-bond")
    assert document.meta["case"]["city"] == "Dakar"
    assert document.pages[0].number is None


def test_a_broken_case_study_is_refused_with_the_field(case_text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"bond\.md breaks its form.*outcome.*corpus check"):
        MarkdownReader().read(
            case_text.replace("outcome: failure", "outcome: bad").encode(), "bond.md"
        )


def test_other_markdown_is_a_document_titled_by_its_first_heading() -> None:
    document = MarkdownReader().read(b"intro\n\n# Our lessons\n\ntext", "notes.md")
    assert (document.kind, document.title) == ("document", "Our lessons")


def test_a_warning_on_the_encoding_stays_with_the_document() -> None:
    document = MarkdownReader().read("# Água\n\nboa".encode("cp1252"), "notes.md")
    assert document.title == "Água"
    assert "Windows-1252" in document.meta["warnings"][0]


@pytest.mark.parametrize(
    "text",
    [
        "# " + "#" * 300_000 + "x",
        "# " + "[" * 300_000,
        "# x" + " " * 300_000 + "y",
        "#\n" * 300_000,
    ],
)
def test_lines_made_to_be_slow_are_read_at_once(text: str) -> None:
    assert all(len(name) <= MAX_HEADING for _, _, path in headings(text) for name in path)


def test_front_matter_that_multiplies_itself_is_refused_before_it_is_put_together() -> None:
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 13))
    content = f"---\nid: x\npractice: y\na0: &a0 [x]\n{bomb}topics: *a12\n---\n\n## S\n\nt\n"
    with pytest.raises(UnreadableFile, match="repeats parts of itself"):
        MarkdownReader().read(content.encode(), "bomb.md")


@pytest.mark.parametrize("front", ["a: " + "[" * 100_000, "a: " + "{b: " * 100_000])
def test_front_matter_that_nests_without_end_is_refused(front: str) -> None:
    with pytest.raises(UnreadableFile):
        MarkdownReader().read(
            f"---\nid: x\npractice: y\n{front}\n---\n\n## S\n".encode(), "deep.md"
        )
