from assistant.unknown import english_for


def test_the_glossary_comes_first() -> None:
    assert english_for("catadores", "pt") == "waste pickers"
    assert english_for("Égouts", "fr") == "sewers"


def test_a_word_that_looks_like_one_of_the_case_studies_is_taken_for_it() -> None:
    assert english_for("érosion", "fr") == "erosion"
    assert english_for("vulnérabilités", "fr") == "vulnerability"


def test_an_english_word_stays_as_it_is() -> None:
    assert english_for("training", "fr") == "training"


def test_a_word_that_nothing_is_known_of_has_no_english() -> None:
    assert english_for("gzrkwxya", "es") is None
