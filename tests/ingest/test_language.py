from pathlib import Path

import pytest

from corpus.case import load_cases
from corpus.practice import load_practices
from ingest.language import language_of

QUESTIONS = Path(__file__).parents[2] / "bench" / "language.tsv"


@pytest.mark.parametrize(
    "question",
    [
        "congestion charge",
        "waste pickers",
        "matatu reform",
        "BRT Bogotá",
        "favela upgrading in São Paulo",
        "cable cars for barrios on hillsides",
        "Mi Teleférico La Paz finance",
        "catadores cooperatives in Brazil",
        "community land trust for caño Martín Peña",
        "Which cities in Francophone Africa have property tax that works?",
        "Medellín Metrocable",
        "rio de janeiro cable car",
        "la paz",
        "lagos",
        "quito",
        "30",
        "?!",
        "",
    ],
)
def test_english_stays_english_whatever_names_and_loan_words_are_in_it(question: str) -> None:
    assert language_of(question) == "en"


def test_titles_lessons_and_practices_of_the_corpus_are_english() -> None:
    lines = {
        line for case in load_cases() for line in (case.title, *(x.text for x in case.lessons))
    }
    lines |= {line for practice in load_practices() for line in (practice.name, practice.summary)}
    assert [line for line in lines if language_of(line) != "en"] == []


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("techos verdes", "es"),
        ("tarifa de congestión", "es"),
        ("inundaciones", "es"),
        ("como reducir la basura en la calle", "es"),
        ("segregacion de residuos en la fuente", "es"),
        ("¿Quién paga el mantenimiento de los parques?", "es"),
        ("catadores de lixo", "pt"),
        ("moradia popular", "pt"),
        ("gestao de residuos em Mocambique", "pt"),
        ("Os donos de chapas não querem o novo sistema de transporte em Maputo", "pt"),
        ("COMO REDUZIR O LIXO NAS FAVELAS", "pt"),
        ("inondations", "fr"),
        ("logements abordables", "fr"),
        ("bidonvilles à Casablanca", "fr"),
        ("mobilite des personnes agees", "fr"),
        ("Qu'ont fait d'autres villes avec les chiffonniers ?", "fr"),
        ("Was haben andere Städte gegen die Hitze getan?", "de"),
        ("bagaimana mengurangi sampah di pasar", "id"),
        ("jinsi ya kupunguza taka mitaani", "sw"),
        ("Làm thế nào để giảm ngập lụt ở đô thị?", "vi"),
        ("كيف نقلل الفيضانات في الأحياء الفقيرة؟", "ar"),
        ("Как уменьшить наводнения?", "ru"),
        ("海绵城市", "zh"),
    ],
)
def test_short_and_long_questions_are_told(question: str, language: str) -> None:
    assert language_of(question) == language


def test_accents_part_portuguese_from_spanish() -> None:
    assert language_of("residuos sólidos") == "es"
    assert language_of("resíduos sólidos") == "pt"


def test_of_the_questions_that_the_rules_were_not_made_on_nearly_all_are_told() -> None:
    rows = [line.split("\t") for line in QUESTIONS.read_text(encoding="utf-8").splitlines()[1:]]
    later = [(language, question) for part, language, question in rows if part != "first"]
    wrong = [
        (language, question) for language, question in later if language_of(question) != language
    ]
    assert not [question for language, question in wrong if language == "en"]
    assert len(wrong) <= len(later) * 0.03
