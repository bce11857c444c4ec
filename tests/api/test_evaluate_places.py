import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from corpus.errors import BadCollection
from ingest.places.measures import load_texts, measure

GOLDEN = Path(__file__).parents[2] / "corpus" / "golden" / "places.jsonl"


def write(folder: Path, *rows: object) -> Path:
    file = folder / "places.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return file


def row(text: str, *cities: tuple[str, str], half: str = "dev") -> dict[str, object]:
    named = [{"name": name, "country": country} for name, country in cities]
    return {"text": text, "cities": named, "half": half}


def evaluate(*words: object) -> str:
    done = CliRunner().invoke(app, ["evaluate", "places", *map(str, words)])
    if done.exception:
        raise done.exception
    return done.stdout


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        row("Bombay and Saigon met.", ("Mumbai", "India"), ("Ho Chi Minh City", "Viet Nam")),
        row("Abidjan doubled its fee. Abidjan!", ("abidjan", "Ivory Coast")),
        row("Nobody was there.", ("Gaziantep", "Turkiye")),
        row("Leeds met York.", ("Leeds", "UK"), half="test"),
    )


def test_names_match_by_any_alias_and_countries_by_short_names(file: Path) -> None:
    figures = json.loads(evaluate(file, "--json"))
    assert figures == {
        "texts": 4,
        "cities": 5,
        "found": 5,
        "right": 4,
        "precision": 0.8,
        "recall": 0.8,
        "f1": pytest.approx(0.8),
    }


def test_lines_show_what_is_missed_and_what_is_false(file: Path) -> None:
    text = evaluate(file, "--lines")
    assert "line 3: Nobody was there.\n  missed: Gaziantep, TR\n" in text
    assert "line 4: Leeds met York.\n  false: York, GB\n" in text
    assert "line 1" not in text
    assert "precision 0.8000   recall 0.8000   F1 0.8000" in text
    assert len(json.loads(evaluate(file, "--lines", "--json"))["lines"]) == 2


def test_a_half_is_measured_alone(file: Path) -> None:
    assert json.loads(evaluate(file, "--half", "test", "--json"))["texts"] == 1
    with pytest.raises(BadCollection, match="of the half 'train'"):
        evaluate(file, "--half", "train")


def test_the_same_name_in_another_country_is_another_city(tmp_path: Path) -> None:
    measures, lines = measure(
        load_texts(write(tmp_path, row("Cordoba, Spain", ("Córdoba", "Argentina"))))
    )
    assert (measures.found, measures.right) == (1, 0)
    assert lines[0].missed == ("Córdoba, AR",)


def test_nothing_to_find_and_nothing_found_is_right(tmp_path: Path) -> None:
    measures, _ = measure(load_texts(write(tmp_path, row("Nothing here."))))
    assert (measures.precision, measures.recall, measures.f1) == (1, 1, 1)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "JSONDecodeError"),
        ('{"text": "Lima"}', "'cities'"),
        ('{"text": "Lima", "cities": ["Lima"]}', "not of the form"),
        ('{"text": 3, "cities": []}', "must be strings"),
        ('["Lima"]', "not of the form"),
        ('{"text": "Lima", "cities": [{"name": "Lima", "country": "Inca"}]}', "called 'Inca'"),
    ],
)
def test_a_line_that_breaks_the_form_is_named(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(f'{{"text": "", "cities": []}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(BadCollection, match=r"ine 3 of .*bad\.jsonl") as caught:
        load_texts(file)
    assert reason in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCollection, match=r"none\.jsonl cannot be read"):
        load_texts(tmp_path / "none.jsonl")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadCollection, match="cannot be read as text"):
        load_texts(tmp_path / "bytes")


def test_the_golden_set_is_large_and_reaches_its_goal_on_the_half_not_tuned_to() -> None:
    assert len(load_texts(GOLDEN)) >= 200
    measures, _ = measure(load_texts(GOLDEN, "test"))
    assert measures.texts >= 60
    assert measures.f1 >= 0.90
