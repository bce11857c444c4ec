"""Pages of the networks that connect cities."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.calls.v1 import TheAssistant
from api.pages.page import ThePage
from assistant.compose import anchor
from assistant.facets import OUTCOMES
from assistant.known import network, networks
from assistant.mentions import mentions
from corpus.gazetteer import country_name
from corpus.vocabulary import Topic, label

router = APIRouter(prefix="/networks", include_in_schema=False, default_response_class=HTMLResponse)

Words = Annotated[str, Query(max_length=100)]


@router.get("")
def list_networks(
    page: ThePage, assistant: TheAssistant, topic: Words = "", region: Words = ""
) -> HTMLResponse:
    """Networks, narrowed by topic and part of the world where these are given."""
    held = networks(assistant).values()
    of_topic = [one for one in held if not topic or topic in one.topics]
    of_region = [one for one in held if not region or region == one.region]
    return page(
        "networks.html",
        networks=[one for one in of_topic if one in of_region],
        topic=topic,
        region=region,
        topics=[(one, n) for one in Topic if (n := sum(one in net.topics for net in of_region))],
        regions=list(Counter(net.region for net in of_topic).items()),
        label=label,
    )


@router.get("/{network_id}")
def show_network(page: ThePage, assistant: TheAssistant, network_id: str) -> HTMLResponse:
    """One network: what it offers, how to join, and the case studies that tell of it."""
    found = network(assistant, network_id)
    return page(
        "network.html",
        network=found,
        mentions=mentions(assistant.library.store, found),
        country_name=country_name,
        outcomes=OUTCOMES,
        label=label,
        anchor=anchor,
    )
