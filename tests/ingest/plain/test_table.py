import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import TooLarge, UnreadableFile
from corpus.nouns import Document
from ingest.kinds import Kind
from ingest.plain.rows import MAX_ROWS, read_table
from ingest.plain.table import CsvReader, JsonLinesReader
from ingest.readers import read


def csv(content: str | bytes, name: str = "trees.csv") -> Document:
    return CsvReader().read(content.encode() if isinstance(content, str) else content, name)


def text(content: str | bytes) -> str:
    return csv(content).pages[0].text


def test_each_row_is_a_paragraph_that_names_its_columns() -> None:
    document = csv('City,Year,Note\nDakar,2015,"said ""no"", twice"\nAccra,,stopped\n')
    assert document.pages[0].text == (
        'City: Dakar; Year: 2015; Note: said "no", twice\n\nCity: Accra; Note: stopped\n'
    )
    assert document.pages[0].number is None
    assert (document.title, document.media_type, document.meta) == ("trees", "text/csv", {})


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_character_between_cells_is_found(mark: str) -> None:
    rows = "Stadt#Betrag#Satz\nKöln#3.5#Ja; nein, nie\tx|y\nUlm#4.5#Nein\n"
    quoted = rows.replace("Ja; nein, nie\tx|y", '"Ja; nein, nie\tx|y"').replace("#", mark)
    assert text(quoted).startswith(
        "Stadt: Köln; Betrag: 3.5; Satz: Ja; nein, nie x|y\n\nStadt: Ulm"
    )


def test_decimal_commas_do_not_part_cells() -> None:
    assert (
        text("Jahr;Wert\n2019;3,5\n2020;4,25\n")
        == "Jahr: 2019; Wert: 3,5\n\nJahr: 2020; Wert: 4,25\n"
    )


def test_the_mark_that_a_spreadsheet_states_is_used() -> None:
    assert text("sep=|\na,b|c\n1,5|2\n") == "a,b: 1,5; c: 2\n"


def test_lines_above_the_heading_row_are_kept_as_they_are() -> None:
    found = text("Budget of the city,,\n,,\nItem,2019,2020\nRoads,5,6\n")
    assert found == "Budget of the city\n\nItem: Roads; 2019: 5; 2020: 6\n"


def test_a_table_without_a_heading_row_counts_its_columns_and_loses_none() -> None:
    assert text("1,2\n3,4\n") == "Column 1: 1; Column 2: 2\n\nColumn 1: 3; Column 2: 4\n"
    assert text("Dakar,Bond\n") == "Column 1: Dakar; Column 2: Bond\n"


def test_one_column_may_have_commas_in_its_text() -> None:
    assert text("Remark\nnone\nyes, but late\n") == "Remark: none\n\nRemark: yes, but late\n"


def test_uneven_rows_are_read_and_said() -> None:
    document = csv("a,b\n1,2,3\n4,5\n6\n")
    assert document.pages[0].text == "a: 1; b: 2; Column 3: 3\n\na: 4; b: 5\n\na: 6\n"
    assert document.meta["warnings"] == [
        "2 rows have more or fewer cells than the table has columns, the first on line 2."
    ]


@pytest.mark.parametrize("cell", ["=1+2", "+49 30", "-5", "@sum", "=HYPERLINK(1)"])
def test_cells_that_look_like_formulas_are_kept_verbatim(cell: str) -> None:
    assert text(f"Name,Value\nx,{cell}\n") == f"Name: x; Value: {cell}\n"


def test_cells_may_have_lines_and_the_encoding_is_guessed_and_said() -> None:
    document = csv('Rua;Nota\nÁgua;"uma\nduas"\n'.encode("cp1252"))
    assert document.pages[0].text == "Rua: Água; Nota: uma duas\n"
    assert "Windows-1252" in document.meta["warnings"][0]


@pytest.mark.parametrize(
    "content",
    [
        'a,b\n"' + "x" * 1_100_000,
        "a,b\n" + "1," * 1_500 + "x\n",
        "n" * 80 + ",b\n" + "1,2\n" * 700_000,
    ],
)
def test_a_table_over_a_limit_is_refused_by_name(content: str) -> None:
    with pytest.raises(TooLarge, match=r"trees\.csv .* limit"):
        csv(content)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(TooLarge, match="1,000,000 rows"):
        for _ in read_table("a\n" + "1\n" * (MAX_ROWS + 1), "trees.csv").rows:
            pass


WORD = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Z", "M", "Co"]), min_size=1, max_size=8
)


@given(st.lists(st.tuples(WORD, WORD), min_size=3, max_size=8))
def test_every_cell_is_in_the_text(rows: list[tuple[str, str]]) -> None:
    lines = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    table = read_table("Anna,Berta\n" + "\n".join(lines), "x.csv")
    assert [row.cells for row in table.rows] == rows or table.columns != ("Anna", "Berta")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(content: str) -> None:
    try:
        csv(content.encode("utf-8", "ignore"))
    except UnreadableFile as error:
        assert "trees.csv" in str(error)


def test_json_lines_that_are_no_records_are_rows_and_broken_ones_are_told() -> None:
    content = (
        b'{"city": "Dakar", "years": [2015, 2016], "open": true, "note": null}\n{broken\n\n[1]\n'
    )
    document = read(content, "log.jsonl")
    assert document.media_type == Kind.JSONL
    assert document.pages[0].text == "city: Dakar; years: 2015, 2016; open: yes\n"
    assert document.meta["warnings"][0].startswith("Line 2: It is no JSON: Expecting property name")
    assert document.meta["warnings"][1] == "Line 4: It is no object in braces."


def test_many_broken_lines_are_counted() -> None:
    document = JsonLinesReader().read(b'{"a": "x"}\n' + b"{\n" * 20, "log.jsonl")
    assert document.meta["warnings"][-1] == "15 more lines are broken, too."
