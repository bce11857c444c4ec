import pytest

from api.rewriting.alone import standing

LIMA = "Lima, Peru"
PUMPS = "The pumps worked in all districts."


@pytest.mark.parametrize(
    "passage",
    [
        PUMPS,
        f"{PUMPS}\n",
        f"The council bought 40 of them. {PUMPS} The wells stayed dry.",
        f"## Results\n\n{PUMPS}",
        f"## Results\n{PUMPS}",
        f"- Wells were dug.\n- {PUMPS}\n- Drains were cleaned.",
        f"The mayor left.\n\n{PUMPS}\n\nThat was false.",
        f"A mayor spoke of “clean water”. {PUMPS}",
        f"The vendors' stalls (40 of them) stayed. {PUMPS}",
        f"Lima copied Bogotá. {PUMPS}",
        f"In January rain fell. {PUMPS}",
    ],
)
def test_a_whole_sentence_stands_alone(passage: str) -> None:
    assert standing(PUMPS, passage, LIMA) == [PUMPS]


@pytest.mark.parametrize(
    "passage",
    [
        f"None of the reports says that {PUMPS}",
        f"Nobody could show that\n{PUMPS}",
        f"It is not true that Ing. {PUMPS}",
        f"The audit does not confirm … {PUMPS}",
        f"The audit does not confirm … . {PUMPS}",
        f"It was said: “The mayor stole money. {PUMPS} The wells fell dry.”",
        f'It was said: "The mayor stole money. {PUMPS} The wells fell dry."',
        f"It was said: 'The mayor stole money. {PUMPS} The wells fell dry.'",
        f"It was said: «The mayor stole money. {PUMPS} The wells fell dry.»",
        f"(The mayor stole money. {PUMPS} All of it is hearsay.)",
        f"The opposition made a claim. {PUMPS}",
        f"{PUMPS} That was false.",
        f"Critics wrote:\n\n{PUMPS}",
        f"The council turned down:\n- Wells for all.\n- {PUMPS}",
        f"The council turned down:\n\n1. Wells for all.\n2. {PUMPS}",
        f"Engineers went to Bogotá. {PUMPS}",
        f"Engineers went to France. {PUMPS}",
        f"{PUMPS} {PUMPS}",
        "Another text.",
    ],
)
def test_a_sentence_that_those_beside_it_may_turn_around_does_not(passage: str) -> None:
    assert standing(PUMPS, passage, LIMA) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It worked in all districts.",
        "In 2010 its ridership doubled to 40,000.",
        "The latter fell by half in 2010.",
        "In that year the former mayor left.",
        "At the same time fares fell by half.",
        "By the end of the year theirs were full.",
        "Other pumps worked in all districts.",
        "For instance, the pumps worked in all districts.",
        "Otherwise the pumps worked in all districts.",
        "However, the pumps worked in all districts.",
        "worked in all districts of the city.",
        "“The pumps worked in all districts.”",
        "Did the pumps work in all districts?",
        "The pumps worked in all …",
        "The pumps worked in",
        "In Bogotá the pumps worked in all districts.",
        "The pumps of Bogotá worked in all districts.",
        "Kenya paid for pumps in all districts.",
        "The pumps worked in Barrio Santa Ana.",
        "",
    ],
)
def test_a_sentence_that_hangs_on_others_or_names_another_place_does_not(sentence: str) -> None:
    assert standing(sentence, sentence, LIMA) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "In Lima the pumps of Bogotá worked in all districts.",
        "The state of Peru paid for pumps from Chile.",
        "In March and on Mondays pumps work in all districts.",
        "Dr. A. Santos counted 40 pumps in all districts.",
        "Mobile pumps worked in all districts.",
        "In some districts the pumps of SEDAPAL worked.",
        "The council and the owners agreed that their pumps would stay.",
    ],
)
def test_a_sentence_that_names_its_own_place_or_none_does(sentence: str) -> None:
    assert standing(sentence, sentence, LIMA) == [sentence]


def test_a_document_may_speak_of_any_place() -> None:
    assert standing("In Bogotá the pumps worked.", "In Bogotá the pumps worked.", "")
