import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.apertium import asking, unknown
from assistant.dictionary import dictionary
from assistant.masking import masked, unmasked
from assistant.translate import MAX_TEXT, STEPS, can_translate, notice, translate


@pytest.fixture
def apertium() -> None:
    missing = [language for language in STEPS if not can_translate(language)]
    if missing and os.environ.get("CI"):
        pytest.fail("Apertium is not installed; see .ci/run")
    if missing:
        pytest.skip("Apertium is not installed; see docs/languages.md")


def python(code: str, path: Path, fake: str = "") -> str:
    """What a new Python prints that finds its programs in one folder."""
    environment = {**os.environ, "PATH": str(path), "FAKE": fake}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def pretender(tmp_path: Path) -> Path:
    """A folder with a program called apertium that has every mode and then does what FAKE says."""
    for program in ("env", "sh", "sleep", "cat"):
        (tmp_path / program).symlink_to(f"/usr/bin/{program}")
    modes = "\\n".join(step for steps in STEPS.values() for step in steps)
    script = tmp_path / "apertium"
    script.write_text(f'#!/bin/sh\n[ "$1" = -l ] && printf "{modes}\\n" && exit\neval "$FAKE"\n')
    script.chmod(0o755)
    return tmp_path


@pytest.mark.usefixtures("apertium")
@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("techos verdes", "es", "Green roofs"),
        ("tarifa de congestión", "es", "Congestion charge"),
        ("¿Cómo podemos reducir las inundaciones en los barrios populares?", "es",
         "How can we reduce flooding in informal settlements?"),
        ("como reducir la basura en la calle", "es", "How to reduce waste in the street"),
        ("catadores de lixo", "pt", "Waste pickers"),
        ("Como envolver os catadores na coleta seletiva?", "pt",
         "How to involve waste pickers in separate waste collection?"),
        ("COMO REDUZIR O LIXO NAS FAVELAS", "pt", "How to reduce waste in favelas"),
        ("Comment financer l'assainissement dans les quartiers précaires ?", "fr",
         "How to fund sanitation in informal settlements?"),
        ("Que faire quand la décharge est pleine ?", "fr", "What to do when landfill is full?"),
        ("Qui vide les fosses septiques ?", "fr", "Who empties septic tanks?"),
        ("Est-ce que les innondations diminuent ?", "fr", "Flooding diminish?"),
        ("les gens qui abitaient la riviere", "fr", "The people that lived the river"),
        ("inundasiones sin electrisidad", "es", "Flooding without electricity"),
        ("poluicao do rio", "pt", "Pollution of the river"),
    ],
)  # fmt: skip
def test_the_words_that_matter_come_out_in_the_corpus_own_english(
    question: str, language: str, expected: str
) -> None:
    put = translate(question, language)
    assert put == (language, question, expected)


@pytest.mark.usefixtures("apertium")
def test_words_that_apertium_does_not_know_come_from_the_dictionary() -> None:
    known = dictionary("fr")
    if known is None:
        if os.environ.get("CI"):
            pytest.fail("FreeDict's dictionaries are not installed; see .ci/run")
        pytest.skip("FreeDict's dictionaries are not installed; see docs/languages.md")
    assert unknown("des lézards dans les prairies", "fr-es") == ["lézards", "prairies"]
    put = translate("des lézards dans les prairies", "fr")
    assert put
    assert put.english == "Lizard in meadow"


@pytest.mark.usefixtures("apertium")
def test_names_stay_and_cities_get_their_english_name() -> None:
    put = translate("Porto Alegre e Cidade do Cabo têm Orçamento Participativo e BRT?", "pt")
    assert put
    assert "Porto Alegre and Cape Town" in put.english
    assert "participatory budgeting" in put.english
    assert "BRT" in put.english
    french = translate("gestion des déchets au Sénégal et à Ouagadougou", "fr")
    assert french
    assert french.english.endswith("in Senegal and in Ouagadougou")


@pytest.mark.usefixtures("apertium")
@pytest.mark.parametrize(
    "text",
    ["[ { } ^ $ / \\ < > @ * ~ agua", "agua\x00 sucia", "\ud800 agua", "<b>agua</b> & {agua}",
     "agua\nsucia\t agua", "🏙️ agua", "xqaaax xqjjjx agua", "¿¿¿???", "*agua **agua"],
)  # fmt: skip
def test_no_text_breaks_it_and_no_mark_is_left(text: str) -> None:
    put = translate(text, "es")
    assert put is None or "*" not in put.english


@pytest.mark.usefixtures("apertium")
def test_the_longest_question_is_translated_and_a_longer_one_is_not() -> None:
    assert translate("agua " * (MAX_TEXT // 5), "es")
    assert translate("agua " * (MAX_TEXT // 5) + "!", "es") is None


def test_what_cannot_be_translated_is_none() -> None:
    assert translate("Gründächer", "de") is None
    assert translate("", "es") is None
    assert translate(" \n", "fr") is None
    assert not can_translate("de")
    assert not can_translate("en")


def test_without_apertium_nothing_is_translated(tmp_path: Path) -> None:
    code = (
        "from assistant.translate import can_translate, translate\n"
        "print(can_translate('es'), translate('basura', 'es'))"
    )
    assert python(code, tmp_path) == "False None"


@pytest.mark.parametrize("does", ["exit 3", "exit 0", "kill -9 $$"])
def test_a_program_that_fails_or_says_nothing_translates_nothing(
    pretender: Path, does: str
) -> None:
    code = (
        "from assistant.translate import can_translate, translate\n"
        "print(can_translate('es'), translate('basura', 'es'))"
    )
    assert python(code, pretender, fake=does) == "True None"


def test_a_program_that_takes_too_long_is_ended_with_all_that_it_started(pretender: Path) -> None:
    slow = pretender / "slow"
    slow.write_text(f"#!/bin/sh\necho $$ > {pretender}/child\nsleep 600\n")
    slow.chmod(0o755)
    (pretender / "apertium").write_text("#!/bin/sh\nslow | cat\n")
    code = "from assistant.apertium import through; print(through(('spa-eng',), 'basura', 2.0))"
    assert python(code, pretender) == "None"
    state = Path(f"/proc/{(pretender / 'child').read_text().strip()}/stat")
    assert not state.exists() or state.read_text().split(")")[1].split()[0] == "Z"


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("los recicladores de Lima", "es", "xqaaax de xqaabx"),
        ("acceso al agua potable del barrio", "es", "acceso a xqaaax del barrio"),
        ("lixo nas favelas", "pt", "xqaaax em xqaabx"),
        ("pas d'égouts à Dakar", "fr", "pas xqaaax en xqaabx"),
        ("avec des chiffonniers", "fr", "avec xqaaax"),
        ("le maire et l'assainissement", "fr", "le maire et xqaaax"),
    ],
)
def test_articles_go_with_the_terms_that_they_stand_before(
    question: str, language: str, expected: str
) -> None:
    assert masked(question, language).text == expected


def test_names_that_are_terms_and_first_words_are_not_taken_for_names() -> None:
    assert masked("Como vai Maputo?", "pt") == ("Como vai xqaaax?", ("Maputo",))
    assert masked("O Brasil", "pt").meanings == ("Brazil",)


def test_masks_come_back_as_english_and_unknown_words_are_looked_up() -> None:
    assert unmasked("Xqaabx And xqaaax", ("waste", "flooding"), "pt") == "flooding and waste"
    assert unmasked("a *catadores and *gzrk", (), "pt") == "a waste pickers and gzrk"
    assert unmasked("a xqjjjx", ("waste",), "pt") == "a xqjjjx"


def test_words_given_with_their_english_are_taken_out_too() -> None:
    put = masked("des chats à Lima", "fr", {"chats": "cats"})
    assert put == ("xqaaax en xqaabx", ("cats", "Lima"))


def test_words_that_stay_unknown_lose_their_accents_and_names_keep_them() -> None:
    assert unmasked("a *gzrké of *Zwéké", (), "fr") == "a gzrke of Zwéké"


@pytest.mark.usefixtures("apertium")
def test_it_is_told_which_words_apertium_does_not_know() -> None:
    assert unknown("la basura gzrk, [la <gzrk> y wxyq]", "spa-eng") == ["gzrk", "wxyq"]
    assert unknown("la basura", "spa-eng") == []


def test_what_is_not_known_cannot_be_told_without_text_or_mode() -> None:
    assert unknown("basura", "none") is None
    assert unknown(" ", "spa-eng") is None


def test_question_words_get_their_accent() -> None:
    assert asking("Como reducir, y que hacer") == "cómo reducir, y que hacer"
    assert asking("¿Que hacer?") == "¿qué hacer?"
    assert asking("tal como es") == "tal como es"


def test_the_notice_says_what_to_do_in_english_and_in_the_question_s_language() -> None:
    assert notice("fr").startswith(
        "This model reads English, and no translator for French is installed here."
    )
    assert "install Apertium" in notice("pt")
    assert "posez la question en anglais" in notice("fr")
    assert "German cannot be translated here" in notice("de")
    assert "Apertium" not in notice("de")
    assert notice("zh").endswith("Ask in English.")
