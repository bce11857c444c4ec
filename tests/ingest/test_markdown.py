import pytest

from corpus.errors import UnreadableFile
from ingest.markdown import MarkdownReader, headings


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
