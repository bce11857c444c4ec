import pytest

from bench.samples import word
from ingest.office.docx import DocxReader
from ingest.office.formula import formula
from ingest.office.ooxml import parse


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            "<r><t>E=m</t></r><sSup><e><r><t>c</t></r></e><sup><r><t>2</t></r></sup></sSup>",
            "E=mc^2",
        ),
        ("<f><num><r><t>a+b</t></r></num><den><r><t>1.5</t></r></den></f>", "(a+b)/1.5"),
        ("<d><e><r><t>a+b</t></r></e></d><r><t>c</t></r>", "(a+b)c"),
        ('<d><dPr><begChr val="["/><endChr val="]"/></dPr><e><r><t>x</t></r></e></d>', "[x]"),
        ("<rad><deg/><e><r><t>x+1</t></r></e></rad>", "√(x+1)"),
        ("<rad><deg><r><t>3</t></r></deg><e><r><t>x</t></r></e></rad>", "3√x"),
        ('<nary><naryPr><chr val="∑"/></naryPr><sub/><sup/><e><r><t>x</t></r></e></nary>', "∑x"),
    ],
)
def test_a_formula_means_on_one_line_what_it_meant_on_two(xml: str, expected: str) -> None:
    assert formula(parse(f"<oMath>{xml}</oMath>".encode(), "a")) == expected


def test_formulas_stand_in_their_sentence() -> None:
    body = (
        "<w:p><w:r><w:t>Let </w:t></w:r><oMath><r><t>x</t></r></oMath><w:r><w:t>.</w:t></w:r></w:p>"
    )
    assert DocxReader().read(word(body), "a.docx").pages[0].text == "Let x."
