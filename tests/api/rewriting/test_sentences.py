import pytest
from hypothesis import given
from hypothesis import strategies as some

from api.rewriting.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Three. Four.", ["Three.", "Four."]),
        ("It is false that Col. Perez paid. He left.", ["It is false that Col. Perez paid.", "He left."]),
        ("He met Ing. Ruiz. They left.", ["He met Ing. Ruiz. They left."]),
        ("It costs Rs. 20 per house.", ["It costs Rs. 20 per house."]),
        ("The max. 20 pumps ran. All left.", ["The max. 20 pumps ran.", "All left."]),
        ("Nobody denies … The pumps worked.", ["Nobody denies … The pumps worked."]),
        ("Nobody denies … . The pumps worked.", ["Nobody denies … . The pumps worked."]),
        ("Nobody denies ... The pumps worked.", ["Nobody denies ... The pumps worked."]),
        ("One! Two? Three.", ["One!", "Two?", "Three."]),
        ("It rose by 3.5 per cent. Then it fell.", ["It rose by 3.5 per cent.", "Then it fell."]),
        ("Dr. Silva of St. Louis came. He left.", ["Dr. Silva of St. Louis came.", "He left."]),
        ("J. R. Silva built it.", ["J. R. Silva built it."]),
        ("It cost 5 m. of the budget.", ["It cost 5 m. of the budget."]),
        ("Buses, trams, etc. ran late. All left.", ["Buses, trams, etc. ran late.", "All left."]),
        ("“It works.” The mayor left.", ["“It works.”", "The mayor left."]),
        ("It works (source 2). It lasts.", ["It works (source 2).", "It lasts."]),
        ("In Jan. 2019 it began. In 2020 it ended.", ["In Jan. 2019 it began.", "In 2020 it ended."]),
        ("The mayor said no. He left.", ["The mayor said no. He left."]),  # No. 5 would go on
        ("No end", ["No end"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_they_do(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(some.text())
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
