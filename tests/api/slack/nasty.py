"""A case study whose title and lessons would ping, link, format and hide, if anything were taken for markup."""

from corpus.collection import BUNDLED
from corpus.write_case import case_markdown
from index.library import Library
from ingest.incoming import Incoming
from ingest.pipeline import take_in
from tests.api.own_cases import DAKAR, case

PING = "<!channel> @everyone <@U0AMA> <!subteam^S1|x> *loud* ~gone~ `code` :fire: <https://evil.example|click>"


def nasty(library: Library) -> None:
    """Take it in, for everybody to see."""
    told = case(DAKAR)
    lessons = tuple(
        one.model_copy(
            update={"text": f"{PING} quillvex \u200b\u202e bond &lt;!here&gt;. {one.text[:200]}"}
        )
        for one in told.lessons
    )
    made = told.model_copy(
        update={"id": "nasty-bond", "title": f"{PING} quillvex bonds", "lessons": lessons}
    )
    text = case_markdown(made)
    file = Incoming("nasty-bond.md", f"{BUNDLED}nasty-bond", text.encode)
    with library.writing():
        rows = list(take_in(library, [file]))
        library.publish()
    assert [row.doc_id for row in rows] == ["nasty-bond"]
