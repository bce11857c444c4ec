"""What an asker may know beside documents: practices, documented transfers, networks, and the cases of a practice."""

from collections.abc import Mapping

from assistant.assistant import SeenAssistant
from assistant.compiled import Compiled
from assistant.compose import case_of
from corpus.case import CaseStudy
from corpus.errors import UnknownNetwork, UnknownPractice
from corpus.network import Network, NetworkStatus
from corpus.practice import Practice
from corpus.transfer import Transfer


def practices(assistant: SeenAssistant) -> Mapping[str, Practice]:
    """The practices by id, in the order of their names."""
    by_name = sorted(_shelf(assistant).practices, key=lambda one: one.name.casefold())
    return {one.id: one for one in by_name}


def practice(assistant: SeenAssistant, practice_id: str) -> Practice:
    """The practice of that id.

    Raises:
        UnknownPractice: there is none.
    """
    found = practices(assistant).get(practice_id)
    if found is None:
        raise UnknownPractice(f"There is no practice '{practice_id[:80]}'.")
    return found


def transfers(assistant: SeenAssistant) -> tuple[Transfer, ...]:
    """The documented transfers, in the order of their files; a place's case may be one that the asker does not see."""
    return _shelf(assistant).transfers


def networks(assistant: SeenAssistant) -> Mapping[str, Network]:
    """The networks by id: the world's first, then by part of the world and name; those that have ended last."""

    def order(one: Network) -> tuple[bool, bool, str, str]:
        ended = one.status is NetworkStatus.ENDED
        return ended, one.region != "world", one.region, one.name.casefold()

    return {one.id: one for one in sorted(_shelf(assistant).networks, key=order)}


def network(assistant: SeenAssistant, network_id: str) -> Network:
    """The network of that id.

    Raises:
        UnknownNetwork: there is none.
    """
    found = networks(assistant).get(network_id)
    if found is None:
        raise UnknownNetwork(f"There is no network '{network_id[:80]}'.")
    return found


def cases_of(assistant: SeenAssistant, practice_id: str) -> list[CaseStudy]:
    """The case studies of a practice that the asker sees, by id."""
    studies = (d for d in assistant.library.store.documents() if d.kind == "case")
    return [case_of(d) for d in studies if d.meta["case"]["practice"] == practice_id]


def _shelf(assistant: SeenAssistant) -> Compiled:
    return assistant.transplants.shelf.all()
