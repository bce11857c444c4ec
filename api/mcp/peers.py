"""The tool `peers`: the cities most like one that have something to teach, and the networks that connect it."""

from collections.abc import Iterator

from pydantic import Field

from api.chat.inert import markdown, plain
from api.mcp.fence import fenced, link
from api.mcp.tool import BY_PAGE, Given, Told, Tool, View
from assistant.city_networks import networks_for
from assistant.peers import Lesson, Peer
from assistant.report import Part
from assistant.topics import topics_of
from corpus.vocabulary import Topic, label

MOST = 20
"""Peer cities of one call."""

LESSONS = 4
"""Case studies of a peer that are named."""

NETWORKS = 5
"""Networks that are named."""


class Whose(Given):
    """What `peers` takes."""

    city: str = Field(description="The asking city, with its country where the name is common", min_length=1, examples=["Beira, Mozambique"])  # fmt: skip
    topic: str = Field("", description=f"Only cities that can teach this: {', '.join(map(label, Topic))}. A word such as 'waste' will do.", max_length=100, examples=["waste"])  # fmt: skip
    limit: int = Field(5, ge=1, le=MOST, description="Most cities")


class Teaches(Part):
    """A case study of a peer."""

    id: str = Field(description="For `fetch` and `transplant`")
    title: str
    outcome: str
    url: str


class PeerCity(Part):
    """A city like the asking one."""

    city: str
    likeness: float = Field(description="How like the asking city it is, 0..1")
    teaches: tuple[Teaches, ...]
    more: int = Field(description="How many further case studies it has")
    differs: tuple[str, ...] = Field(description="Where the two differ much: theirs against ours")


class Tie(Part):
    """A network that can connect the city with others."""

    name: str
    reach: str = Field(description="How it is tied to the city; none says that a city is a member")
    how_to_join: str
    url: str


class Peers(Part):
    """What `peers` gives."""

    city: str
    topic: str = Field(description="As understood; empty for any")
    peers: tuple[PeerCity, ...] = Field(description="The likest first")
    networks: tuple[Tie, ...] = Field(description="The closest first")


def peers(whose: Whose, view: View) -> Told:
    """The peers of a city.

    Raises:
        UnknownCity, BadValue: the message says what to change.
    """
    found = view.assistant.peers(whose.city, whose.topic, whose.limit)
    profile = view.assistant.asking(whose.city).profile
    topics = topics_of(whose.topic)
    ties = networks_for(
        view.assistant.transplants.held().networks,
        (profile.name, profile.country_code),
        [peer.name for peer in found],
        topics,
    )
    structured = Peers(
        city=profile.label,
        topic="; ".join(label(topic) for topic in Topic if topic in topics),
        peers=tuple(_peer(peer, view.base) for peer in found),
        networks=tuple(
            Tie(
                name=plain(tie.network.name),
                reach=tie.reach,
                how_to_join=plain(tie.network.how_to_join),
                url=tie.network.url,
            )
            for tie in ties[:NETWORKS]
        ),
    )
    steps = "Read what a peer did with fetch and its id; compare two cities on one practice with transplant."
    return Told(structured, f"{fenced(chr(10).join(_lines(structured)))}\n\n{steps}")


def _peer(peer: Peer, base: str) -> PeerCity:
    return PeerCity(
        city=plain(peer.city),
        likeness=round(peer.likeness, 2),
        teaches=tuple(_teaches(lesson, base) for lesson in peer.teaches[:LESSONS]),
        more=max(0, len(peer.teaches) - LESSONS),
        differs=tuple(map(plain, peer.differs)),
    )


def _teaches(lesson: Lesson, base: str) -> Teaches:
    return Teaches(
        id=lesson.case_id,
        title=plain(lesson.title),
        outcome=lesson.outcome.replace("_", " "),
        url=f"{base}/cases/{lesson.case_id}",
    )


def _lines(found: Peers) -> Iterator[str]:
    about = f" on {markdown(found.topic)}" if found.topic else ""
    if not found.peers:
        yield f"No city here can teach {markdown(found.city)} anything{about}."
    else:
        yield f"Cities like {markdown(found.city)} that have something to teach{about}:"
    for number, peer in enumerate(found.peers, 1):
        yield f"\n{number}. **{markdown(peer.city)}**, likeness {peer.likeness:.2f}"
        for one in peer.teaches:
            yield f"   - {link(one.title, one.url)} ({one.outcome}; id {one.id})"
        if peer.more:
            yield f"   - and {peer.more} more"
        yield from (f"   - differs: {markdown(line)}" for line in peer.differs)
    if found.networks:
        yield "\nNetworks that can connect it:"
    for tie in found.networks:
        yield f"- {link(tie.name, tie.url)}, {tie.reach}. {markdown(tie.how_to_join)}"


PEERS = Tool(
    name="peers",
    title="Cities like this one, and the networks that connect them",
    description=(
        "Which cities are most like the user's and have something to teach, on a topic or on any, and how they differ; "
        "and which networks can connect them. Call it for whom to ask or to visit, or to prepare an exchange. Gives "
        "each peer's likeness, its case studies with their outcome, the main differences. An unknown topic is "
        "answered with those that exist."
    ),
    takes=Whose,
    gives=Peers,
    call=peers,
    example={"city": "Beira, Mozambique", "topic": "waste"},
    smaller=BY_PAGE,
)
