"""What may follow what was typed of an argument: cities, topics, case studies as far as the caller may see."""

from collections.abc import Callable

from mcp_types import CompleteRequestParams, CompleteResult, Completion, PromptReference

from api.mcp.prompts import PLANS
from api.mcp.resources import TEMPLATE
from api.mcp.tool import Look
from corpus.city_names import cities_like
from corpus.gazetteer import fold
from corpus.vocabulary import Topic, label

MOST = 20
"""Values that are offered; the protocol takes at most 100."""


def completed(params: CompleteRequestParams, look: Look) -> CompleteResult:
    """Values for an argument; none where it has none, or there is no such argument."""
    offer = OFFERS.get((_of(params), params.argument.name))
    values = offer(params.argument.value, look) if offer else []
    shown = values[:MOST]
    return CompleteResult(completion=Completion(values=shown, has_more=len(values) > len(shown)))


def _of(params: CompleteRequestParams) -> str:
    return params.ref.name if isinstance(params.ref, PromptReference) else params.ref.uri


def _cities(typed: str, _look: Look) -> list[str]:
    return [named.label for named in cities_like(typed, MOST)] if typed.strip() else []


def _topics(typed: str, _look: Look) -> list[str]:
    return [label(topic) for topic in Topic if fold(typed) in fold(label(topic))]


def _cases(typed: str, look: Look) -> list[str]:
    held = look().assistant.library.store.documents()
    said = fold(typed)
    return sorted(
        d.doc_id for d in held if d.kind == "case" and said in fold(f"{d.doc_id} {d.title}")
    )


def _visits(typed: str, look: Look) -> list[str]:
    """Cities first, then case studies of them or of that subject."""
    return [*_cities(typed, look)[: MOST // 2], *_cases(typed, look)] if typed.strip() else []


_BRIEF, _VISIT = (plan.prompt.name for plan in PLANS)

OFFERS: dict[tuple[str, str], Callable[[str, Look], list[str]]] = {
    (_BRIEF, "city"): _cities,
    (_BRIEF, "topic"): _topics,
    (_VISIT, "city"): _cities,
    (_VISIT, "visit"): _visits,
    (TEMPLATE.uri_template, "id"): _cases,
}
