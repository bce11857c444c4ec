import pytest

from assistant.forms import english_looks, infinitives, nouns


@pytest.mark.parametrize(
    ("word", "language", "form"),
    [
        ("citernes", "fr", "citerne"),
        ("canaux", "fr", "canal"),
        ("vendeuses", "fr", "vendeur"),
        ("abandonnée", "fr", "abandonne"),
        ("cruces", "es", "cruz"),
        ("vacías", "es", "vacio"),
        ("ligações", "pt", "ligacao"),
        ("jornais", "pt", "jornal"),
    ],
)
def test_nouns_and_adjectives_come_down_to_their_first_form(
    word: str, language: str, form: str
) -> None:
    assert form in nouns(word, language)


def test_the_word_itself_comes_first() -> None:
    assert next(nouns("Gestão".lower(), "pt")) == "gestao"


def test_a_french_participle_loses_its_accent_but_not_its_last_vowel() -> None:
    assert "rat" in nouns("rate", "fr")
    assert "rat" not in nouns("raté", "fr")


@pytest.mark.parametrize(
    ("word", "language", "verb"),
    [
        ("arrosaient", "fr", "arroser"),
        ("finissent", "fr", "finir"),
        ("vendues", "fr", "vendre"),
        ("vaciaron", "es", "vaciar"),
        ("recibimos", "es", "recibir"),
        ("limpando", "pt", "limpar"),
        ("venderam", "pt", "vender"),
    ],
)
def test_verbs_come_down_to_their_infinitive(word: str, language: str, verb: str) -> None:
    assert verb in infinitives(word, language)


def test_three_letters_stay_of_a_word() -> None:
    assert list(infinitives("ira", "es")) == []
    assert list(nouns("los", "es")) == ["los"]


@pytest.mark.parametrize(
    ("word", "language", "english"),
    [
        ("erosion", "fr", "erosion"),
        ("vulnerabilites", "fr", "vulnerability"),
        ("collecteur", "fr", "collector"),
        ("organizacion", "es", "organisation"),
        ("ventilacao", "pt", "ventilation"),
    ],
)
def test_words_that_are_sisters_of_english_ones_are_told(
    word: str, language: str, english: str
) -> None:
    assert english in english_looks(word, language)
