import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.likeness import likeness, place
from assistant.profile import profile_of
from corpus.errors import BadLimit, BadValue
from corpus.gazetteer import resolve


def like(one: str, other: str) -> float:
    a, b = (place(profile_of(resolve(name))) for name in (one, other))
    return float(likeness(a, b[None, :])[0])


def test_a_city_is_most_like_itself() -> None:
    assert like("Beira", "Beira") == 1


def test_likeness_follows_common_sense() -> None:
    assert like("Beira", "Quelimane") > like("Beira", "Zurich")
    assert like("Basel", "Zurich") > like("Zurich", "Lagos")
    assert like("Accra", "Lagos") > like("Accra", "Oslo")


def test_what_is_unknown_counts_neither_way() -> None:
    known = place(profile_of(resolve("Beira")))
    gaps = known.copy()
    gaps[2:] = np.nan
    assert likeness(gaps, known[None, :])[0] == 1
    assert likeness(np.full(len(known), np.nan), known[None, :])[0] == 0


def test_peers_are_like_have_something_to_teach_and_are_not_the_city_itself(
    assistant: Assistant,
) -> None:
    found = assistant.peers("Quelimane, Mozambique", "waste", 5)
    assert [peer.likeness for peer in found] == sorted((p.likeness for p in found), reverse=True)
    assert all(peer.teaches for peer in found)
    assert "Quelimane, Mozambique" not in {peer.city for peer in found}
    for peer in found:
        for lesson in peer.teaches:
            assert "waste_circular_economy" in assistant.case(lesson.case_id).topics


def test_an_unknown_topic_or_a_silly_number_is_refused(assistant: Assistant) -> None:
    with pytest.raises(BadValue, match="Topics are: water and flooding"):
        assistant.peers("Beira", "astrology")
    with pytest.raises(BadLimit):
        assistant.peers("Beira", k=0)
