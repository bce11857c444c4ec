import re
from pathlib import Path

import pytest

from corpus.check import check
from corpus.equivalents import EQUIVALENTS, MOST, load_equivalents, others
from corpus.errors import BadCase
from corpus.gazetteer import fold, is_known
from corpus.vocabulary import Topic

GROUPS = load_equivalents()
HEAD = "topic\twords\ttitle\tpublisher\turl\n"


def table(folder: Path, *lines: str) -> Path:
    path = folder / "equivalents.tsv"
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def found(text: str) -> dict[str, tuple[str, ...]]:
    return dict(others(text))


def test_every_topic_has_groups_of_two_words_or_more() -> None:
    assert {group.topic for group in GROUPS} == set(Topic)
    assert all(2 <= len(group.words) <= MOST for group in GROUPS)
    assert len(GROUPS) >= 120


def test_a_term_stands_in_no_two_groups() -> None:
    terms = [fold(word) for group in GROUPS for word in group.words]
    assert len(terms) == len(set(terms))


def test_two_thirds_of_the_groups_have_a_source_with_its_address() -> None:
    assert sum(not group.sources for group in GROUPS) < len(GROUPS) / 3
    for group in GROUPS:
        for source in group.sources:
            assert all(source), group.words[0]
            assert re.fullmatch(r"https?://\S+\.\S+", source.url), group.words[0]


def test_a_group_without_source_says_that_it_is_a_judgement() -> None:
    lines = EQUIVALENTS.read_text(encoding="utf-8").splitlines()
    marked = sum(line.endswith("\tjudgement") for line in lines)
    assert marked == sum(not group.sources for group in GROUPS)


def test_every_word_brings_the_rest_of_its_group() -> None:
    for group in GROUPS:
        for word in group.words:
            rest = tuple(other for other in group.words if other != word)
            assert others(f"About {word}, then.") == ((word, rest),)


@pytest.mark.parametrize(
    ("text", "term", "other"),
    [
        ("Do SuDS work on clay?", "SuDS", "sponge city"),
        ("Sponge cities in dry places", "sponge city", "sustainable drainage system"),
        ("Titles for FAVELAS", "favela", "informal settlement"),
        ("dolmus and matatus", "dolmuş", "minibus taxi"),
        ("minibus taxis", "minibus taxi", "jeepney"),
        ("How to run a teleferico", "teleférico", "gondola"),
        ("low emission zones", "low-emission zone", "LEZ"),
        ("buses, busways", "busway", "bus rapid transit"),
        ("council houses, council housing", "council housing", "public housing"),
        ("women’s safety audits", "women's safety audit", "exploratory walk"),
        ("septage from latrines", "septage", "faecal sludge"),
        ("Who pays catadores?", "catadores", "waste picker"),
    ],
)
def test_a_term_is_found_in_any_spelling(text: str, term: str, other: str) -> None:
    assert other in found(text)[term]


def test_the_longest_term_wins() -> None:
    assert set(found("We want bus rapid transit")) == {"bus rapid transit"}
    assert set(found("rapid transit, not bus rapid transit")) == {
        "rapid transit",
        "bus rapid transit",
    }
    assert set(found("informal settlement upgrading")) == {"informal settlement upgrading"}
    assert set(found("an aerial tramway beside the tramway")) == {"aerial tramway", "tramway"}


@pytest.mark.parametrize(
    "text", ["", "¿?", "the metropolitan tramp", "Aix-en-Provence Sud", "a bus to the rapid"]
)
def test_parts_of_words_and_of_terms_are_not_found(text: str) -> None:
    assert others(text) == ()


def test_terms_come_in_the_order_of_the_text_and_each_group_once() -> None:
    pairs = others("Hawkers by the tram stop, and slums, favelas, street vendors.")
    assert [term for term, _ in pairs] == ["hawker", "tram", "slum"]


def test_words_that_the_text_has_are_not_among_the_others() -> None:
    (pair,) = others("Are favelas slums?")
    assert pair[0] == "favela"
    assert "slum" not in pair[1]
    assert "shanty town" in pair[1]


def test_a_table_is_read_with_all_sources_of_a_group(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "mobility\ttram; streetcar\tTrams\tA publisher\thttps://example.org/a",
        "\t\tMore of trams\tAnother\thttp://example.org/b",
        "mobility\tlorry; truck\tjudgement",
    )
    trams, lorries = load_equivalents(path)
    assert trams.words == ("tram", "streetcar")
    assert [source.publisher for source in trams.sources] == ["A publisher", "Another"]
    assert trams.topic is Topic.MOBILITY
    assert lorries.sources == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("trams\ttram; streetcar\tjudgement", "line 2, has 'trams' as topic"),
        ("mobility\ttram\tjudgement", "2 to 20 words"),
        ("mobility\ttram; \tjudgement", "2 to 20 words"),
        ("mobility", "2 to 20 words"),
        ("mobility\ttram; streetcar", "or say 'judgement'"),
        ("mobility\ttram; streetcar\tTitle\tPublisher\twww.example.org", "or say 'judgement'"),
        ("mobility\ttram; streetcar\tTitle\t\thttps://example.org", "or say 'judgement'"),
        ("\t\tTitle\tPublisher\thttps://example.org", "no sourced group stands before"),
        ("mobility\ttram; streetcar; Trams\tjudgement", "'Trams' .mobility. stands twice"),
    ],
)
def test_a_line_that_breaks_the_form_is_named(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(BadCase, match=words):
        load_equivalents(table(tmp_path, line))


def test_a_term_in_two_groups_is_refused(tmp_path: Path) -> None:
    lines = ("mobility\ttram; streetcar\tjudgement", "mobility\ttrams; metro\tjudgement")
    with pytest.raises(BadCase, match=r"'trams' .mobility. stands twice, as 'tram' too"):
        load_equivalents(table(tmp_path, *lines))


def test_a_source_after_a_judgement_is_refused(tmp_path: Path) -> None:
    lines = ("mobility\ttram; streetcar\tjudgement", "\t\tTitle\tPublisher\thttps://example.org")
    with pytest.raises(BadCase, match="no sourced group"):
        load_equivalents(table(tmp_path, *lines))


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.tsv"
    for text in ("", "topic\twords\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadCase, match="does not start with the columns topic, words"):
            load_equivalents(path)


def test_the_corpus_check_names_a_broken_table(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    table(tmp_path / "tables", "mobility\ttram\tjudgement")
    (fault,) = check(is_known, tmp_path).faults
    assert fault[0] == "equivalents.tsv"
    assert "line 2, must have 2 to 20 words" in fault[1]
