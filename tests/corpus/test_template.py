from pathlib import Path

import pytest

from corpus.case import SECTIONS, is_case, parse_case, write_template
from corpus.errors import BadCase, UnknownCity


def test_the_template_has_every_section_and_the_city_filled_in(tmp_path: Path) -> None:
    path = write_template("saigon-drains", 'Drains "kept" clean', "Saigon", tmp_path)
    text = path.read_text(encoding="utf-8")
    assert is_case(text)
    assert 'city: "Ho Chi Minh City"' in text
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == list(SECTIONS)
    with pytest.raises(BadCase) as caught:
        parse_case(text, path.name)
    assert any("outcome" in fault for fault in caught.value.faults)


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = write_template("one", "A title", "Beira", tmp_path)
    path.write_text("mine")
    with pytest.raises(BadCase, match="already"):
        write_template("one", "A title", "Beira", tmp_path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("case_id", ["", "Has Spaces", "../up", "x" * 3 + "_"])
def test_an_id_that_is_none_is_refused(tmp_path: Path, case_id: str) -> None:
    with pytest.raises(BadCase, match="cannot be an id"):
        write_template(case_id, "A title", "Beira", tmp_path)


def test_an_unknown_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownCity):
        write_template("one", "A title", "Atlantis on Mars", tmp_path)
    assert list(tmp_path.iterdir()) == []
