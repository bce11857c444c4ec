import pytest

from assistant.phrasing import plainer


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Est-ce que les bus gratuits marchent ?", "les bus gratuits marchent ?"),
        ("Qu’est-ce qu’on peut faire ?", "que on peut faire ?"),
        ("Est-ce qu'ils paient ?", "ils paient ?"),
        ("A-t-on réussi à Dakar ?", "on a réussi à Dakar ?"),
        ("N'a-t-on pas essayé ?", "on n'a pas essayé ?"),
        ("Comment une ville peut-elle emprunter ?", "Comment une ville peut emprunter ?"),
        ("La taxe a-t-elle été votée ?", "La taxe a été votée ?"),
        ("ils refusent parceque c'est cher", "ils refusent parce que c'est cher"),
        ("Je voudrais savoir si le tri marche", "le tri marche"),
        ("Bonjour à tous, comment trier ? Merci d'avance !", "comment trier ?"),
    ],
)
def test_french_frames_go_and_inversions_become_statements(question: str, expected: str) -> None:
    assert plainer(question, "fr") == expected


@pytest.mark.parametrize(
    "question",
    [
        "Qu'est-ce qui marche contre les inondations ?",
        "Y a-t-il des villes qui trient ?",
        "Existe-t-il des villes sans voitures ?",
        "Faut-il fermer la décharge ?",
        "Peut-on rendre les bus gratuits ?",
        "prise de rendez-vous en ligne",
        "les nids-de-poule",
    ],
)
def test_what_the_glossary_knows_and_what_is_no_inversion_stays(question: str) -> None:
    assert plainer(question, "fr") == question


def test_greetings_thanks_and_frames_go_in_the_other_languages() -> None:
    assert plainer("Hola, quisiera saber si hay ciudades sin buses. ¡Gracias!", "es") == (
        "¿hay ciudades sin buses."
    )
    assert plainer("Bom dia, como é que fizeram? Obrigado.", "pt") == "como fizeram?"


@pytest.mark.parametrize("question", ["Merci", "Gracias", "Hola", "bonjour"])
def test_a_question_never_becomes_empty(question: str) -> None:
    assert plainer(question, "fr")
    assert plainer(question, "es")
