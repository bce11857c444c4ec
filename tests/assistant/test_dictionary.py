import base64
import gzip
import os
from pathlib import Path

import pytest

from assistant.dictionary import Dictionary, dictionary
from corpus.language_words import english

ENTRIES = {
    "arroser": "arroser /aʀoze/ <v>\n1. drench, water\n2. bribe\n",
    "bêcheur": "bêcheur /bɛʃœʀ/ <n, masc>\n(someone) digging [rare], gardener\n",
    "canal": "canal /kanal/ <n, masc>\ncanal\n",
    "chaise longue": "chaise longue <n>\ndeck chair\n",
    "abandonné": "abandonné <adj>\nderelict\n",
    "vid": "vid <n>\nscrew\n",
    "vider": "vider <v>\nempty\n",
    "Alger": "Alger <n>\nAlgiers\n",
    "gril": "gril <n>\ngrill\n",
    "vide": "vide <adj>\n\n",
}  # fmt: skip
"""A made-up dictionary in FreeDict's form."""

NAMES = {"es": "spa", "fr": "fra", "pt": "por"}


def in_base_64(number: int) -> str:
    """As dictd writes numbers: without leading zeros."""
    whole = base64.b64encode(number.to_bytes(6, "big")).decode()
    return whole.lstrip("A") or "A"


def written(folder: Path, entries: dict[str, str], language: str = "fr") -> Path:
    """The two files of a dictionary."""
    lines, at = [], 0
    for head, entry in entries.items():
        size = len(entry.encode())
        lines.append(f"{head}\t{in_base_64(at)}\t{in_base_64(size)}\n")
        at += size
    stem = folder / f"freedict-{NAMES[language]}-eng"
    stem.with_suffix(".index").write_text("".join(lines), encoding="utf-8")
    stem.with_suffix(".dict.dz").write_bytes(gzip.compress("".join(entries.values()).encode()))
    return folder


@pytest.fixture
def made_up(tmp_path: Path) -> Dictionary:
    found = dictionary("fr", written(tmp_path, ENTRIES))
    assert found
    return found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("canal", "canal"),
        ("Canaux", "canal"),
        ("arroser", "water"),
        ("arrosent", "water"),
        ("arrosées", "water"),
        ("ARROSAIENT", "water"),
        ("abandonnées", "derelict"),
        ("abandonnee", "derelict"),
        ("vidée", "empty"),
        ("vidés", "empty"),
        ("bêcheuse", "digging"),
        ("becheurs", "digging"),
    ],
)
def test_a_word_is_found_in_every_form_with_accents_or_without(
    made_up: Dictionary, word: str, expected: str
) -> None:
    assert made_up.meaning(word) == expected


def test_of_the_words_for_the_first_sense_the_one_that_the_case_studies_use_counts(
    made_up: Dictionary,
) -> None:
    assert "drench" not in english()
    assert "water" in english()
    assert made_up.meaning("arroser") == "water"


def test_a_form_that_is_no_verb_s_is_not_taken_for_one(made_up: Dictionary) -> None:
    assert made_up.meaning("grilons") is None
    assert made_up.meaning("canalait") is None


def test_short_words_are_found_only_as_they_are_written(made_up: Dictionary) -> None:
    assert made_up.meaning("gril") == "grill"
    assert made_up.meaning("vids") is None


def test_an_entry_without_english_has_no_meaning(made_up: Dictionary) -> None:
    assert made_up.meaning("vide") is None


def test_names_and_headwords_of_several_words_are_left_out(made_up: Dictionary) -> None:
    assert set(made_up.words()) == {
        head for head in ENTRIES if head.islower() and " " not in head
    }  # fmt: skip
    assert made_up.meaning("Alger") is None


def test_spanish_and_portuguese_verbs_are_told_by_their_ending(tmp_path: Path) -> None:
    entries = {"vaciar": "vaciar /baθjˈar/\nempty\n", "barrer": "barrer /barˈer/\nsweep\n"}
    spanish = dictionary("es", written(tmp_path, entries, "es"))
    assert spanish
    assert [spanish.meaning(word) for word in ("vaciaron", "vaciada", "barriendo", "barría")] == [
        "empty", "empty", "sweep", "sweep",
    ]  # fmt: skip


def test_without_a_dictionary_there_is_none(tmp_path: Path) -> None:
    assert dictionary("fr", tmp_path) is None
    assert dictionary("de", written(tmp_path, ENTRIES)) is None


@pytest.mark.parametrize("damage", ["not gzip", "cut short", "no tabs", "not text"])
def test_a_damaged_dictionary_is_none(tmp_path: Path, damage: str) -> None:
    stem = written(tmp_path, ENTRIES) / "freedict-fra-eng"
    index, entries = stem.with_suffix(".index"), stem.with_suffix(".dict.dz")
    if damage == "not gzip":
        entries.write_bytes(b"canal")
    elif damage == "cut short":
        entries.write_bytes(entries.read_bytes()[:-20])
    elif damage == "no tabs":
        index.write_text("canal\n", encoding="utf-8")
    else:
        index.write_bytes(b"\xff\xfe\tA\tB\n")
    assert dictionary("fr", tmp_path) is None


def test_places_outside_the_entries_have_no_meaning() -> None:
    lost = Dictionary("fr", "canal\t////\tZ\npont\t?\t?\n", b"canal\ncanal\n")
    assert lost.meaning("canal") is None
    assert lost.meaning("pont") is None


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [("fr", "citernes", "tank"), ("es", "vaciado", "empty"), ("pt", "diarreia", "diarrhoea")],
)
def test_what_is_installed_is_read(language: str, word: str, expected: str) -> None:
    known = dictionary(language)
    if known is None:
        if os.environ.get("CI"):
            pytest.fail("FreeDict's dictionaries are not installed; see .ci/run")
        pytest.skip("FreeDict's dictionaries are not installed; see docs/languages.md")
    assert known.meaning(word) == expected
    assert len(known.words()) > 3000
