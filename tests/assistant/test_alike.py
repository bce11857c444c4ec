import pytest

from assistant.alike import most_alike
from assistant.assistant import Assistant
from assistant.profile import profile_at


@pytest.mark.parametrize("city", ["Beira", "Accra", "Zurich"])
def test_the_names_are_those_of_the_peers_in_their_order(assistant: Assistant, city: str) -> None:
    cases = assistant.transplants.held().knowledge.cases
    found = most_alike(assistant.asking(city).profile, cases, 5)
    assert found == tuple(peer.city for peer in assistant.peers(city, "", 5))


def test_without_case_studies_there_is_none() -> None:
    assert most_alike(profile_at("Beira", "MZ"), (), 5) == ()
